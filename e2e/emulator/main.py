"""Starts the emulator with this project's handlers. Port and address come from GATEWAY_PORT and BIND_HOST."""

from ministack.app import main

from record_only import register

register()
main()
