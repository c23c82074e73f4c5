"""Calls with boto3 and a tally of them by operation."""

import os
import tempfile
import traceback
from pathlib import Path

import boto3
import botocore.config

from sweep import models


class Sweep:
    """Makes calls, holds every answer against the model, and keeps what came of each operation:
    "ok", or what was wrong. An operation that is called several times must do well each time."""

    def __init__(self, server):
        self.server = server
        self.outcomes = {}
        self._data = tempfile.TemporaryDirectory()
        models.write_data_path(Path(self._data.name))
        os.environ["AWS_DATA_PATH"] = self._data.name

    def client(self, service, key_id, secret="test", token=None):
        return boto3.client(
            service, endpoint_url=self.server.url, region_name="us-east-1",
            aws_access_key_id=key_id, aws_secret_access_key=secret, aws_session_token=token,
            config=botocore.config.Config(retries={"max_attempts": 0}))

    def client_of(self, service, credentials):
        return self.client(service, credentials["AccessKeyId"], credentials["SecretAccessKey"],
                           credentials.get("SessionToken"))

    def call(self, client, operation, **parameters):
        """One call by the API's own name. Raises what the client raises."""
        model = client.meta.service_model
        name = (model.service_name, operation)
        try:
            method = next(method for method, api in client.meta.method_to_api_mapping.items()
                          if api == operation)
            answer = getattr(client, method)(**parameters)
            shape = model.operation_model(operation).output_shape
            missing = list(_missing(shape, answer, "")) if shape else []
            if missing:
                raise AssertionError("the answer lacks " + ", ".join(missing))
        except Exception as error:
            self.outcomes[name] = f"FAILED: {error}"
            raise
        self.outcomes.setdefault(name, "ok")
        return answer

    def run(self, family):
        """Calls the operations of one family; what fails there leaves the others alone."""
        try:
            family(self)
        except Exception:
            traceback.print_exc()

    def report(self):
        """Prints a line for each operation and the total; True if each was called and did well."""
        names = [(service, name) for service, listed in models.operations().items()
                 for name in listed]
        for name in names:
            print(f"{name[0]}:{name[1]:<50} {self.outcomes.get(name, 'FAILED: never called')}")
        good = sum(self.outcomes.get(name) == "ok" for name in names)
        print(f"{good} of {len(names)} operations ok")
        return good == len(names)


def _missing(shape, value, path):
    """The paths of the required members that an answer lacks."""
    if shape.type_name == "structure":
        for name in shape.required_members:
            if name not in value:
                yield f"{path}{name}"
        for name, member in shape.members.items():
            if name in value:
                yield from _missing(member, value[name], f"{path}{name}.")
    elif shape.type_name == "list":
        for index, item in enumerate(value):
            yield from _missing(shape.member, item, f"{path}{index}.")
    elif shape.type_name == "map":
        for key, item in value.items():
            yield from _missing(shape.value, item, f"{path}{key}.")
