"""What the emulator's REST API does otherwise than AWS, and a deployment or a check of this project stands on. Each is the
smallest change that makes the emulator's own code do what AWS documents; see docs/decisions/ for the list."""

import asyncio
import contextvars
import json
import urllib.error

from ministack.services import apigateway_v1
from ministack.services.cloudformation import provisioners

from gap import gap

_verdict = contextvars.ContextVar("verdict", default=None)
_KEY = "usageIdentifierKey"


@gap(apigateway_v1._invoke_http_proxy_v1, 'if not dest.startswith("integration.request.path."):\n            continue')
def _request_parameters():
    """An HTTP_PROXY integration ignores `integration.request.header.*`: by these the orchestrator learns who calls
    (https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html)."""
    authorize = apigateway_v1._authorize_request_v1
    proxy = apigateway_v1._invoke_http_proxy_v1
    prefix, context = "integration.request.header.", "context.authorizer."

    async def authorize_request(*args):
        error, verdict = await authorize(*args)
        _verdict.set(verdict or {})
        return error, verdict

    def value_of(source):
        if source.startswith("'"):
            return source.strip("'")
        if source.startswith(context):
            return (_verdict.get() or {}).get(source[len(context):], "")
        return apigateway_v1.new_uuid() if source == "context.requestId" else None

    async def invoke_http_proxy(integration, path, method, headers, *args):
        mapped = {
            name[len(prefix):].lower(): value_of(source)
            for name, source in (integration.get("requestParameters") or {}).items()
            if name.startswith(prefix)
        }
        kept = {name: value for name, value in headers.items() if name.lower() not in mapped}
        set_ = {name: value for name, value in mapped.items() if value is not None}
        return await proxy(integration, path, method, {**kept, **set_}, *args)

    apigateway_v1._authorize_request_v1 = authorize_request
    apigateway_v1._invoke_http_proxy_v1 = invoke_http_proxy


@gap(apigateway_v1._api_key_from_request, 'return _header_ci(headers, "x-api-key")')
def _keys_of_authorizers():
    """`usageIdentifierKey` in an authorizer's answer is dropped, so that an API that takes its keys from there
    (ApiKeySourceType: AUTHORIZER) refuses everybody; with it the emulator's own usage plans count the caller."""
    invoke = apigateway_v1._invoke_authorizer_lambda
    from_header = apigateway_v1._api_key_from_request

    async def invoke_authorizer(*args):
        result = await invoke(*args)
        answer = (result or {}).get("body")
        if isinstance(answer, dict) and answer.get("usageIdentifierKey"):
            answer["context"] = {**(answer.get("context") or {}), _KEY: answer["usageIdentifierKey"]}
        return result

    apigateway_v1._invoke_authorizer_lambda = invoke_authorizer
    apigateway_v1._api_key_from_request = lambda headers: (_verdict.get() or {}).get(_KEY) or from_header(headers)


@gap(apigateway_v1._invoke_http_proxy_v1, "e.read()")
def _answers_of_backends():
    """The body of a refusal (4xx, 5xx) of an HTTP_PROXY's backend is read on the event loop, which waits for itself when
    the backend is behind a load balancer of this emulator."""
    open_url = apigateway_v1._urlopen_async

    async def urlopen(*args):
        try:
            return await open_url(*args)
        except urllib.error.HTTPError as error:
            return error.code, error.headers, await asyncio.to_thread(error.read)

    apigateway_v1._urlopen_async = urlopen


@gap(provisioners._apigw_request_validator_create, "validator_id = new_uuid()")
@gap(provisioners._apigw_method_create, '"requestModels": props.get("RequestModels", {}),\n    }')
def _validators_of_methods():
    """A request validator is not made and RequestValidatorId is dropped, so that no body is checked against its
    model."""

    def create_validator(logical_id, props, stack_name):
        _status, _headers, body = apigateway_v1._create_request_validator(
            props["RestApiId"],
            {
                "name": props.get("Name", logical_id),
                "validateRequestBody": props.get("ValidateRequestBody", False),
                "validateRequestParameters": props.get("ValidateRequestParameters", False),
            },
        )
        return json.loads(body)["id"], {"RequestValidatorId": json.loads(body)["id"]}

    validators = provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::RequestValidator"]
    provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::RequestValidator"] = {**validators, "create": create_validator}
    handler = provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::Method"]

    def validated(props, result):
        resource = apigateway_v1._resources[props["RestApiId"]][props["ResourceId"]]
        resource["resourceMethods"][props["HttpMethod"]]["requestValidatorId"] = props.get("RequestValidatorId")
        return result

    provisioners._RESOURCE_HANDLERS["AWS::ApiGateway::Method"] = {
        **handler,
        "create": lambda logical_id, props, *args: validated(props, handler["create"](logical_id, props, *args)),
        "update": lambda physical_id, old, new, *args: validated(new, handler["update"](physical_id, old, new, *args)),
    }


def close():
    _request_parameters()
    _keys_of_authorizers()
    _answers_of_backends()
    _validators_of_methods()
