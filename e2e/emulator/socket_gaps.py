"""What the emulator's WebSocket API does otherwise than AWS, and a deployment or a check of this project stands on. Each is the
smallest change that makes the emulator's own code do what AWS documents; see docs/decisions/ for the list."""

import contextvars

from ministack.services import apigateway
from ministack.services.cloudformation import provisioners

from gap import gap


@gap(provisioners._apigw_v2_authorizer_create, '["$request.header.Authorization"]')
def _sockets_without_identity_source():
    """An authorizer without IdentitySource gets that of HTTP APIs, and a socket without that header is refused before
    the authorizer is asked."""
    handler = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Authorizer"]

    def create(logical_id, props, stack_name):
        return handler["create"](logical_id, {"IdentitySource": [], **props}, stack_name)

    provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Authorizer"] = {**handler, "create": create}


@gap(apigateway._invoke_request_authorizer_lambda, 'if not result or result.get("error"):\n        return None')
def _refusals_of_sockets():
    """An authorizer that throws "Unauthorized" is 401 on $connect as it is on REST, not 500."""
    run, authorize = apigateway.run_reentrant, apigateway._authorize_ws_connect
    last = contextvars.ContextVar("last", default=None)

    async def run_reentrant(*args, **kwargs):
        result = await run(*args, **kwargs)
        last.set(result)
        return result

    async def authorize_connect(*args):
        last.set(None)
        refusal, context = await authorize(*args)
        answer = (last.get() or {}).get("body")
        if refusal and refusal[0] == 500 and isinstance(answer, dict) and answer.get("errorMessage") == "Unauthorized":
            return (401, "Unauthorized"), None
        return refusal, context

    apigateway.run_reentrant = run_reentrant
    apigateway._authorize_ws_connect = authorize_connect


def close():
    _sockets_without_identity_source()
    _refusals_of_sockets()
