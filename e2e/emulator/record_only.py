"""Handlers for resource types that the emulator's CloudFormation lacks.

They create nothing: a deployment records them and goes on. Each has the attributes that the templates read with
Fn::GetAtt, since those of a real resource would be used. What they stand for is asserted by the template tests;
see docs/decisions/ for the list.
"""

import os

from ministack.services.cloudformation import provisioners

ACCOUNT = "000000000000"

# Type -> attributes by name; `{id}` is the physical id.
RECORD_ONLY = {
    "AWS::ApiGatewayV2::IntegrationResponse": {},
    "AWS::ApiGatewayV2::Model": {},
    "AWS::ApiGatewayV2::RouteResponse": {},
    "AWS::ApiGatewayV2::VpcLink": {"VpcLinkId": "{id}"},
    "AWS::ApplicationAutoScaling::ScalableTarget": {},
    "AWS::ApplicationAutoScaling::ScalingPolicy": {"Arn": "arn:aws:autoscaling:us-east-1:" + ACCOUNT + ":{id}"},
    "AWS::Budgets::Budget": {},
    "AWS::CloudWatch::CompositeAlarm": {"Arn": "arn:aws:cloudwatch:us-east-1:" + ACCOUNT + ":alarm:{id}"},
    "AWS::EC2::EIP": {"AllocationId": "{id}", "PublicIp": "203.0.113.1"},
    "AWS::EC2::FlowLog": {},
    "AWS::EC2::NatGateway": {"NatGatewayId": "{id}"},
    "AWS::EC2::SecurityGroupEgress": {},
    "AWS::EC2::SecurityGroupIngress": {},
    "AWS::ECS::ClusterCapacityProviderAssociations": {},
    "AWS::ElastiCache::ServerlessCache": {
        "ARN": "arn:aws:elasticache:us-east-1:" + ACCOUNT + ":serverlesscache:{id}",
        "Endpoint.Address": "127.0.0.1",
        "Endpoint.Port": "6379",
    },
    "AWS::OpenSearchServerless::AccessPolicy": {},
    "AWS::OpenSearchServerless::Collection": {
        "Arn": "arn:aws:aoss:us-east-1:" + ACCOUNT + ":collection/{id}",
        "CollectionEndpoint": os.environ["E2E_SEARCH_URL"],
        "Id": "{id}",
    },
    "AWS::OpenSearchServerless::CollectionGroup": {
        "Arn": "arn:aws:aoss:us-east-1:" + ACCOUNT + ":collection-group/{id}",
        "Id": "{id}",
    },
    "AWS::OpenSearchServerless::Index": {"Uuid": "{id}"},
    "AWS::OpenSearchServerless::SecurityPolicy": {},
    "AWS::WAFv2::LoggingConfiguration": {},
    "AWS::WAFv2::WebACLAssociation": {},
}


def _handler(attributes):
    def create(logical_id, props, stack_name):
        physical_id = f"{stack_name}-{logical_id}"
        return physical_id, {name: value.format(id=physical_id) for name, value in attributes.items()}

    def update(physical_id, old_props, new_props, stack_name):
        return physical_id, {name: value.format(id=physical_id) for name, value in attributes.items()}

    def delete(physical_id, props):
        return None

    return {"create": create, "update": update, "delete": delete}


def register():
    """Adds the handlers. A type that the emulator has learnt since is an error: the emulator's own is better."""
    learnt = sorted(set(RECORD_ONLY) & set(provisioners._RESOURCE_HANDLERS))
    if learnt:
        raise SystemExit(f"The emulator provisions {', '.join(learnt)} itself: take them out of record_only.py.")
    for resource_type, attributes in RECORD_ONLY.items():
        provisioners._RESOURCE_HANDLERS[resource_type] = _handler(attributes)
