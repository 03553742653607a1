"""What the emulator's deployment does otherwise than AWS, and a deployment or a check of this project stands on. Each is the
smallest change that makes the emulator's own code do what AWS documents; see docs/decisions/ for the list."""

import os

from ministack.core.responses import error_response_json
from ministack.services import ecr
from ministack.services.cloudformation import provisioners

from gap import gap


@gap(ecr._describe_images, "filtered.append(match)\n        images = filtered")
def _missing_images():
    """DescribeImages of a tag that nobody has pushed is an ImageNotFoundException; answered with an empty list, the
    CDK takes the image for pushed, and builds none."""
    describe = ecr._describe_images

    def describe_images(data):
        name = data.get("repositoryName", "")
        for image in data.get("imageIds") or []:
            if name in ecr._repositories and ecr._find_image(name, image) is None:
                return error_response_json("ImageNotFoundException", f"The image {image} does not exist", 400)
        return describe(data)

    ecr._describe_images = describe_images


@gap(provisioners._cw_metric_alarm_record, "(metric math) is not supported")
def _alarms_of_several_metrics():
    """Alarms on metric math are refused; they are recorded, as AWS::CloudWatch::CompositeAlarm is."""
    handler = provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"]
    create, update, delete = handler["create"], handler["update"], handler["delete"]
    recorded = set()

    def record(logical_id, props, stack_name):
        name = props.get("AlarmName") or f"{stack_name}-{logical_id}"
        recorded.add(name)
        return name, {"Arn": f"arn:aws:cloudwatch:us-east-1:000000000000:alarm:{name}"}

    def create_alarm(logical_id, props, stack_name):
        return (record if props.get("Metrics") else create)(logical_id, props, stack_name)

    def update_alarm(physical_id, old_props, new_props, stack_name, logical_id):
        if new_props.get("Metrics"):
            return record(logical_id, new_props, stack_name)
        return update(physical_id, old_props, new_props, stack_name, logical_id)

    def delete_alarm(physical_id, props):
        if physical_id in recorded:
            recorded.discard(physical_id)
            return None
        return delete(physical_id, props)

    provisioners._RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"] = {
        **handler, "create": create_alarm, "update": update_alarm, "delete": delete_alarm,
    }


@gap(provisioners._elbv2_load_balancer_create, ".elb.amazonaws.com")
def _address_of_load_balancers():
    """No name server knows `….elb.amazonaws.com` here: stacks get the address under which this emulator takes
    requests for the load balancer, listener rules and targets included."""
    handler = provisioners._RESOURCE_HANDLERS["AWS::ElasticLoadBalancingV2::LoadBalancer"]

    def reachable(result):
        physical_id, attributes = result
        name = attributes["LoadBalancerName"]
        address = f"127.0.0.1:{os.environ['GATEWAY_PORT']}/_alb/{name}"
        return physical_id, {**attributes, "DNSName": address}

    provisioners._RESOURCE_HANDLERS["AWS::ElasticLoadBalancingV2::LoadBalancer"] = {
        **handler,
        "create": lambda *args: reachable(handler["create"](*args)),
        "update": lambda *args: reachable(handler["update"](*args)),
    }


def close():
    _missing_images()
    _alarms_of_several_metrics()
    _address_of_load_balancers()
