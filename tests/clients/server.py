"""An iamsim server on a free port, for tests with real clients."""

import json
import os
import subprocess
import urllib.request
from datetime import datetime, timezone


class Server:
    """Runs the program that the variable IAMSIM names. Its clock starts at the machine's time, so
    that clients don't take what it gives for expired, and stands still until advance()."""

    def __init__(self, *options):
        self._process = subprocess.Popen(
            [os.environ["IAMSIM"], "serve", "--listen", "127.0.0.1:0", "--clock", "manual",
             *options], stdout=subprocess.PIPE, text=True)
        first = self._process.stdout.readline()
        if not first.startswith("listening on http://"):
            self._process.kill()
            raise RuntimeError(f"iamsim serve began with {first!r}")
        self.url = first.split()[-1]
        self.control("clock", {"set": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")})

    def advance(self, duration):
        """Moves the simulated time on by an ISO 8601 duration."""
        self.control("clock", {"advance": duration})

    def now(self):
        """The simulated time in Unix seconds."""
        now = self.control("clock")["now"].replace("Z", "+00:00")
        return int(datetime.fromisoformat(now).timestamp())

    def stop(self):
        """Ends the server as an operator would; it must end well."""
        self._process.terminate()
        self._process.stdout.read()
        self._process.stdout.close()
        if self._process.wait(timeout=30) != 0:
            raise RuntimeError(f"iamsim serve ended with {self._process.returncode}")

    def control(self, path, body=None, method=None):
        """A request to the control API: GET without a body, else POST or `method`."""
        request = urllib.request.Request(
            f"{self.url}/_iamsim/{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def trust(principal_arn, external_id=None):
    """A trust policy that lets one principal assume the role."""
    statement = {"Effect": "Allow", "Principal": {"AWS": principal_arn},
                 "Action": "sts:AssumeRole"}
    if external_id is not None:
        statement["Condition"] = {"StringEquals": {"sts:ExternalId": external_id}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def allow(*actions, resource="*"):
    """An identity-based policy that allows some actions."""
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": list(actions), "Resource": resource}]})


# Botocore before 1.31 (Debian 12: boto3 1.26, AWS CLI 2.9) has no AWS_ENDPOINT_URL, and a profile's
# own AssumeRole doesn't heed --endpoint-url. A model folder in the home directory does it.
def redirect_sts(home, url):
    """Makes botocore under this home directory send all of STS to `url`."""
    def builtin(name, kind, required):
        parameter = {"builtIn": name, "type": kind, "required": required, "documentation": ""}
        if required:
            parameter["default"] = False
        return parameter

    folder = home / ".aws" / "models" / "sts" / "2011-06-15"
    folder.mkdir(parents=True)
    (folder / "endpoint-rule-set-1.json").write_text(json.dumps({
        "version": "1.0",
        "parameters": {
            "Region": builtin("AWS::Region", "String", False),
            "Endpoint": builtin("SDK::Endpoint", "String", False),
            "UseDualStack": builtin("AWS::UseDualStack", "Boolean", True),
            "UseFIPS": builtin("AWS::UseFIPS", "Boolean", True),
            "UseGlobalEndpoint": builtin("AWS::STS::UseGlobalEndpoint", "Boolean", True),
        },
        "rules": [{"type": "endpoint", "conditions": [],
                   "endpoint": {"url": url, "properties": {}, "headers": {}}}]}))
