"""The models of IAM and STS in data/, as botocore reads them.

Debian's botocore is older than some of the operations. It takes newer models from the folders of
AWS_DATA_PATH; this writes such a folder from the model that the server itself is built from."""

import json
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "data" / "iam_sts_model.json"


def operations():
    """The names of all operations by service, in the model's order."""
    model = json.loads(SOURCE.read_text())
    return {service: list(model[service]["operations"]) for service in ("iam", "sts")}


def write_data_path(folder):
    """Writes both services' models below `folder`, which is then fit for AWS_DATA_PATH."""
    model = json.loads(SOURCE.read_text())
    for service in ("iam", "sts"):
        target = folder / service / model[service]["apiVersion"]
        target.mkdir(parents=True)
        (target / "service-2.json").write_text(json.dumps(_service(model[service])))


def _service(service):
    shapes = {name: _shape(shape) for name, shape in service["shapes"].items()}
    for name, error in service["errors"].items():
        shapes[name] = {"type": "structure", "members": {}, "exception": True,
                        "error": {"code": error["code"], "httpStatusCode": error["http"],
                                  "senderFault": error["fault"] == "Sender"}}
    return {
        "version": "2.0",
        "metadata": {"apiVersion": service["apiVersion"], "endpointPrefix": service["signingName"],
                     "globalEndpoint": service["signingName"] + ".amazonaws.com",
                     "protocol": service["protocol"], "serviceId": service["serviceId"],
                     "serviceFullName": service["serviceId"], "signatureVersion": "v4",
                     "xmlNamespace": service["xmlNamespace"]},
        "operations": {name: _operation(name, operation)
                       for name, operation in service["operations"].items()},
        "shapes": shapes,
    }


def _operation(name, operation):
    result = {"name": name, "http": {"method": "POST", "requestUri": "/"},
              "errors": [{"shape": error} for error in operation.get("errors", [])]}
    if operation.get("input"):
        result["input"] = {"shape": operation["input"]}
    if operation.get("output"):
        result["output"] = {"shape": operation["output"], "resultWrapper": name + "Result"}
    # These take no signature: the token is the credential.
    if name in ("AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"):
        result["authtype"] = "none"
    return result


def _shape(shape):
    result = {key: value for key, value in shape.items()
              if key not in ("members", "member", "key", "value")}
    for part in ("member", "key", "value"):
        if part in shape:
            result[part] = {"shape": shape[part]}
    if "members" in shape:
        result["members"] = {name: {"shape": target} for name, target in shape["members"].items()}
    return result
