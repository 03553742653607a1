"""Starts moto's server with the arguments of `moto_server`."""

from moto.server import main

from end_with_parent import end_with_parent

end_with_parent()
main()
