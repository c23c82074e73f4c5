"""An iamsim server on data that outlives it, and a client that signs its own calls."""

import hashlib
import hmac
import http.client
import os
import re
import signal
import struct
import subprocess
import urllib.parse
from datetime import datetime, timezone

ACCOUNT = "111122223333"


class Refused(Exception):
    """An answer that isn't 200."""

    def __init__(self, status, body):
        super().__init__(f"{status}: {body}")
        self.status = status
        self.code = element(body, "Code")
        self.message = element(body, "Message")


def element(xml, name):
    """The text of the first element of this name, or None."""
    found = re.search(f"<{name}>(.*?)</{name}>", xml, re.DOTALL)
    return found.group(1) if found else None


def elements(xml, name):
    return re.findall(f"<{name}>(.*?)</{name}>", xml, re.DOTALL)


def totp(seed, step):
    """The code of an MFA device for a step of 30 seconds."""
    digest = hmac.new(seed, struct.pack(">q", step), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7fffffff) % 1_000_000:06}"


class Server:
    """`iamsim serve` on a free port. `limits`: called in the child before it becomes the server."""

    def __init__(self, *options, limits=None):
        # pylint: disable=subprocess-popen-preexec-fn
        self.process = subprocess.Popen(
            [os.environ["IAMSIM"], "serve", "--listen", "127.0.0.1:0", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limits)
        first = self.process.stdout.readline()
        if not first.startswith("listening on http://"):
            self.process.wait()
            raise RuntimeError(f"{first}{self.process.stderr.read()}")
        self.port = int(first.rsplit(":", 1)[1])

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self._wait()

    def stop(self):
        """Ends the server as an operator would; it must end well."""
        self.process.terminate()
        self._wait()
        if self.process.returncode != 0:
            raise RuntimeError(f"iamsim serve ended with {self.process.returncode}")

    def _wait(self):
        self.process.communicate(timeout=60)


class Client:
    """One connection, one caller."""

    def __init__(self, port, key=ACCOUNT, secret="test", token=None):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._host = f"127.0.0.1:{port}"
        self._key, self._secret, self._token = key, secret, token

    def call(self, action, service="iam", **parameters):
        """The answer's XML. Refused unless it is 200; OSError if the server is gone."""
        body, headers = self._request(action, service, parameters)
        try:
            self._connection.request("POST", "/", body, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except http.client.HTTPException as broken:
            raise OSError(str(broken)) from broken
        if answer.status != 200:
            raise Refused(answer.status, text)
        return text

    def control(self, method, path, body=None):
        self._connection.request(method, f"/_iamsim/{path}", body)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status != 200:
            raise Refused(answer.status, text)
        return text

    def request_bytes(self, action, service="iam", **parameters):
        """What `call` would send."""
        body, headers = self._request(action, service, parameters)
        headers["content-length"] = len(body)
        lines = ["POST / HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()

    def _request(self, action, service, parameters):
        version = "2010-05-08" if service == "iam" else "2011-06-15"
        body = urllib.parse.urlencode({"Action": action, "Version": version, **parameters})
        return body, self._signed(service, body)

    def _signed(self, service, body):
        now = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        scope = f"{now[:8]}/us-east-1/{service}/aws4_request"
        headers = {"content-type": "application/x-www-form-urlencoded; charset=utf-8",
                   "host": self._host, "x-amz-date": now}
        if self._token:
            headers["x-amz-security-token"] = self._token
        names = ";".join(sorted(headers))
        canonical = "\n".join(["POST", "/", ""] + [f"{k}:{headers[k]}" for k in sorted(headers)] +
                              ["", names, hashlib.sha256(body.encode()).hexdigest()])
        text = "\n".join(["AWS4-HMAC-SHA256", now, scope,
                          hashlib.sha256(canonical.encode()).hexdigest()])
        key = ("AWS4" + self._secret).encode()
        for part in (*scope.split("/"), text):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        headers["authorization"] = (f"AWS4-HMAC-SHA256 Credential={self._key}/{scope}, "
                                    f"SignedHeaders={names}, Signature={key.hex()}")
        return headers
