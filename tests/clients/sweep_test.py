#!/usr/bin/env python3
"""Calls every operation of IAM and STS with boto3, each with good parameters in a sensible order,
and prints a line for each: ok only if each call did well and each answer had all the members that
the API promises. Ends with 1 unless all did."""

import sys

from server import Server
from sweep import accounts, entities, federation, user_credentials
from sweep.sweep import Sweep

FAMILIES = (
    entities.users_and_groups, entities.roles_and_instance_profiles, entities.managed_policies,
    user_credentials.user_credentials, user_credentials.server_certificates,
    user_credentials.credential_report,
    accounts.account, accounts.role_templates, accounts.service_linked_roles, accounts.simulation,
    accounts.access_reports, accounts.delegation, accounts.organization,
    federation.saml, federation.open_id_connect, federation.outbound_federation,
    federation.sessions, federation.decoding, federation.assume_root,
)


def main():
    server = Server()
    try:
        sweep = Sweep(server)
        for family in FAMILIES:
            sweep.run(family)
        return 0 if sweep.report() else 1
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
