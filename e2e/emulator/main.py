"""Starts the emulator with this project's handlers. Port and address come from GATEWAY_PORT and BIND_HOST."""

from ministack.app import main

import deployment_gaps
import record_only
import rest_gaps
import socket_gaps
from end_with_parent import end_with_parent

record_only.register()
for gaps in (deployment_gaps, rest_gaps, socket_gaps):
    gaps.close()
end_with_parent()
main()
