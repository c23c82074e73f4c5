#!/usr/bin/env python3
"""Writes the whole-matrix sweep as lines for `iamsim eval`: 1,000 principals × 1,000 actions × 10
resources, ten million requests. `requests.py policies` writes the policies for --policies;
`requests.py [PRINCIPALS [ACTIONS [RESOURCES]]]` writes requests of a smaller matrix, too."""

import json
import sys

SERVICES = ("s3", "ec2", "iam", "sqs", "sns", "dynamodb", "lambda", "kms", "logs", "sts")
VERBS = ("Get", "List", "Describe", "Put", "Delete", "Create", "Update", "Tag", "Untag", "Run")
NOUNS = ("Object", "Bucket", "Instance", "Role", "Queue", "Topic", "Table", "Function", "Key",
         "Group")


def policies():
    statements = []
    for service in SERVICES:
        statements.append({"Effect": "Allow", "Action": [f"{service}:Get*", f"{service}:List*"],
                           "Resource": f"arn:aws:{service}:*:111122223333:*"})
        statements.append({"Effect": "Allow", "Action": f"{service}:*",
                           "Resource": f"arn:aws:{service}:*:111122223333:team-3/*",
                           "Condition": {"StringLike": {"aws:username": "user-1*"}}})
        statements.append({"Effect": "Deny", "Action": f"{service}:Delete*", "Resource": "*",
                           "Condition": {"StringNotEquals": {"aws:username": "user-7"}}})
    full = {"Version": "2012-10-17",
            "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    return {"identityPolicies": [{"Version": "2012-10-17", "Statement": statements}],
            "serviceControlPolicies": [[full], [full], [full]]}


def actions():
    for service in SERVICES:
        for verb in VERBS:
            for noun in NOUNS:
                yield service, f"{service}:{verb}{noun}"


def write_requests(principals, action_count, resources):
    matrix = [(service, action) for service, action in actions()][:action_count]
    write = sys.stdout.write
    for p in range(principals):
        head = ('{"request":{"principal":"arn:aws:iam::111122223333:user/user-%d","action":"' % p)
        lines = []
        for service, action in matrix:
            middle = f'{head}{action}","resource":"arn:aws:{service}:us-east-1:111122223333:team-'
            lines += [f'{middle}{r}/x"}}}}\n' for r in range(resources)]
        write("".join(lines))


def main():
    if sys.argv[1:] == ["policies"]:
        json.dump(policies(), sys.stdout)
        return
    sizes = [int(text) for text in sys.argv[1:]] + [1000, 1000, 10][len(sys.argv) - 1:]
    write_requests(*sizes)


if __name__ == "__main__":
    main()
