#!/usr/bin/env python3
"""Kills the server at random moments under load, and looks for what it acknowledged.

    IAMSIM=build/release/simulator/iamsim kill_test.py [KILLS [SEED]]
"""

import os
import random
import sys
import tempfile
import threading
import time

from durable_server import Client, Refused, Server, element, elements

WRITERS = 6
POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess"


class Writer(threading.Thread):
    """Changes its own users without end, and notes what the server acknowledged. What was under
    way when the server died may have happened or not."""

    def __init__(self, number, port, users, rng):
        super().__init__()
        self.number, self.port, self.rng = number, port, rng
        self.users = users  # name → {"attached": bool, "key": (id, secret) or None}
        self.in_doubt = set()
        self.acknowledged = 0
        self.fault = None

    def run(self):
        client = Client(self.port)
        try:
            while True:
                self._step(client)
                self.acknowledged += 1
        except OSError:
            pass
        except Refused as refusal:
            self.fault = str(refusal)

    def _step(self, client):
        name = f"w{self.number}-{self.rng.randrange(12)}"
        user = self.users.get(name)
        self.in_doubt = {name}
        if user is None:
            client.call("CreateUser", UserName=name)
            self.users[name] = {"attached": False, "key": None}
        elif user["key"] is None and self.rng.random() < 0.4:
            answer = client.call("CreateAccessKey", UserName=name)
            user["key"] = (element(answer, "AccessKeyId"), element(answer, "SecretAccessKey"))
        elif not user["attached"]:
            client.call("AttachUserPolicy", UserName=name, PolicyArn=POLICY)
            user["attached"] = True
        elif user["key"]:
            client.call("DeleteAccessKey", UserName=name, AccessKeyId=user["key"][0])
            user["key"] = None
        else:
            client.call("DetachUserPolicy", UserName=name, PolicyArn=POLICY)
            user["attached"] = False
            client.call("DeleteUser", UserName=name)
            del self.users[name]
        self.in_doubt = set()


def read_user(client, name):
    """What the server has of a user, or None."""
    try:
        client.call("GetUser", UserName=name)
    except Refused as refusal:
        if refusal.status == 404:
            return None
        raise
    attached = client.call("ListAttachedUserPolicies", UserName=name)
    keys = elements(client.call("ListAccessKeys", UserName=name), "AccessKeyId")
    return {"attached": POLICY in attached, "keys": keys}


def check(port, writers):
    """Faults: acknowledged writes that are lost, and tables that don't agree."""
    client, faults, attached = Client(port), [], 0
    names = set(elements(client.call("ListUsers", MaxItems=1000), "UserName"))
    in_doubt = []
    for writer in writers:
        own = {name for name in names if name.startswith(f"w{writer.number}-")}
        for name in sorted(set(writer.users) | writer.in_doubt | own):
            found, wanted = read_user(client, name), writer.users.get(name)
            attached += bool(found and found["attached"])
            if name in writer.in_doubt:
                in_doubt.append((writer, name, found))
                continue
            expected = wanted and {"attached": wanted["attached"],
                                   "keys": [wanted["key"][0]] if wanted["key"] else []}
            if found != expected:
                faults.append(f"{name}: acknowledged {expected}, found {found}")
            elif wanted and wanted["key"]:
                who = Client(port, *wanted["key"]).call("GetCallerIdentity", "sts")
                if f"user/{name}<" not in who:
                    faults.append(f"{name}: its key says {who}")
    # Written in the same transactions as the users: a torn one would tell them apart.
    counted = element(client.call("GetPolicy", PolicyArn=POLICY), "AttachmentCount")
    if int(counted) != attached:
        faults.append(f"the policy counts {counted} attachments, {attached} users have it")
    for writer, name, found in in_doubt:
        settle(client, writer, name, found)
    return faults


def settle(client, writer, name, found):
    """Takes what the server has for what is, where nobody knows what was acknowledged."""
    writer.users.pop(name, None)
    if found:
        for key in found["keys"]:
            client.call("DeleteAccessKey", UserName=name, AccessKeyId=key)
        writer.users[name] = {"attached": found["attached"], "key": None}


def main():
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    rng, acknowledged, faults = random.Random(seed), 0, []
    users = [{} for _ in range(WRITERS)]
    with tempfile.TemporaryDirectory() as directory:
        data = os.path.join(directory, "data")
        for kill in range(kills):
            server = Server("--data", data)
            writers = [Writer(i, server.port, users[i], random.Random(rng.random()))
                       for i in range(WRITERS)]
            for writer in writers:
                writer.start()
            time.sleep(rng.uniform(0.02, 0.4))
            server.kill()
            for writer in writers:
                writer.join()
            server = Server("--data", data)
            faults += [f"kill {kill}: {fault}" for fault in check(server.port, writers)]
            faults += [f"kill {kill}: {w.fault}" for w in writers if w.fault]
            acknowledged += sum(writer.acknowledged for writer in writers)
            server.kill()
    print(f"{kills} kills, {acknowledged} acknowledged steps, {len(faults)} faults, seed {seed}")
    for fault in faults[:20]:
        print(fault)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
