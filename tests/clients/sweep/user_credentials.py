"""What users prove themselves with: keys, passwords, MFA devices, certificates."""

import csv
import io

from server import allow
from sweep.credentials import Key, totp
from sweep.entities import ACCOUNT, tag_calls

USER = {"UserName": "bo"}


def user_credentials(sweep):
    iam = sweep.client("iam", ACCOUNT)
    iam.create_user(**USER)
    for family in (_access_keys, _passwords, _mfa_devices, _ssh_keys, _signing_certificates,
                   _service_credentials):
        family(sweep, iam)
    iam.delete_user(**USER)


def _access_keys(sweep, iam):
    key = sweep.call(iam, "CreateAccessKey", **USER)["AccessKey"]
    which = {"AccessKeyId": key["AccessKeyId"]}
    assert len(sweep.call(iam, "ListAccessKeys", **USER)["AccessKeyMetadata"]) == 1
    assert sweep.call(iam, "GetAccessKeyLastUsed", **which)["UserName"] == "bo"
    sweep.call(iam, "UpdateAccessKey", Status="Inactive", **USER, **which)
    sweep.call(iam, "DeleteAccessKey", **USER, **which)


def _passwords(sweep, iam):
    sweep.call(iam, "UpdateAccountPasswordPolicy", MinimumPasswordLength=9)
    assert sweep.call(iam, "GetAccountPasswordPolicy")["PasswordPolicy"][
        "MinimumPasswordLength"] == 9
    sweep.call(iam, "CreateLoginProfile", Password="Sesame-Open-1", **USER)
    sweep.call(iam, "GetLoginProfile", **USER)
    sweep.call(iam, "UpdateLoginProfile", PasswordResetRequired=False, **USER)
    iam.put_user_policy(PolicyName="p", PolicyDocument=allow("iam:ChangePassword"), **USER)
    key = iam.create_access_key(**USER)["AccessKey"]
    sweep.call(sweep.client_of("iam", key), "ChangePassword", OldPassword="Sesame-Open-1",
               NewPassword="Sesame-Open-2")
    iam.delete_access_key(AccessKeyId=key["AccessKeyId"], **USER)
    iam.delete_user_policy(PolicyName="p", **USER)
    sweep.call(iam, "DeleteLoginProfile", **USER)
    sweep.call(iam, "DeleteAccountPasswordPolicy")


def new_mfa_device(sweep, iam, name, user):
    """Creates and enables a device; returns its serial number and its seed."""
    answer = sweep.call(iam, "CreateVirtualMFADevice", VirtualMFADeviceName=name)
    device = answer["VirtualMFADevice"]
    assert device["QRCodePNG"].startswith(b"\x89PNG")
    seed = device["Base32StringSeed"].decode()
    sweep.call(iam, "EnableMFADevice", UserName=user, SerialNumber=device["SerialNumber"],
               AuthenticationCode1=totp(seed, sweep.server.now()),
               AuthenticationCode2=totp(seed, sweep.server.now() + 30))
    sweep.server.advance("PT2M")
    return device["SerialNumber"], seed


def _mfa_devices(sweep, iam):
    serial, seed = new_mfa_device(sweep, iam, "phone", "bo")
    device = {"SerialNumber": serial}
    sweep.call(iam, "ResyncMFADevice", AuthenticationCode1=totp(seed, sweep.server.now()),
               AuthenticationCode2=totp(seed, sweep.server.now() + 30), **device, **USER)
    assert sweep.call(iam, "ListVirtualMFADevices")["VirtualMFADevices"]
    assert len(sweep.call(iam, "ListMFADevices", **USER)["MFADevices"]) == 1
    tag_calls(sweep, iam, "MFADevice", **device)
    sweep.call(iam, "DeactivateMFADevice", **device, **USER)
    sweep.call(iam, "DeleteVirtualMFADevice", **device)
    key = sweep.server.control("security-keys", {"account": ACCOUNT, "user": "bo", "name": "desk"})
    which = {"SerialNumber": key["serialNumber"], **USER}
    assert sweep.call(iam, "GetMFADevice", **which)["UserName"] == "bo"
    sweep.call(iam, "DeactivateMFADevice", **which)


def _ssh_keys(sweep, iam):
    uploaded = sweep.call(iam, "UploadSSHPublicKey", SSHPublicKeyBody=Key().ssh_public_key,
                          **USER)["SSHPublicKey"]
    which = {"SSHPublicKeyId": uploaded["SSHPublicKeyId"], **USER}
    sweep.call(iam, "GetSSHPublicKey", Encoding="PEM", **which)
    assert len(sweep.call(iam, "ListSSHPublicKeys", **USER)["SSHPublicKeys"]) == 1
    sweep.call(iam, "UpdateSSHPublicKey", Status="Inactive", **which)
    sweep.call(iam, "DeleteSSHPublicKey", **which)


def _signing_certificates(sweep, iam):
    uploaded = sweep.call(iam, "UploadSigningCertificate", CertificateBody=Key().certificate_pem,
                          **USER)["Certificate"]
    which = {"CertificateId": uploaded["CertificateId"], **USER}
    assert len(sweep.call(iam, "ListSigningCertificates", **USER)["Certificates"]) == 1
    sweep.call(iam, "UpdateSigningCertificate", Status="Inactive", **which)
    sweep.call(iam, "DeleteSigningCertificate", **which)


def _service_credentials(sweep, iam):
    made = sweep.call(iam, "CreateServiceSpecificCredential",
                      ServiceName="codecommit.amazonaws.com", **USER)["ServiceSpecificCredential"]
    which = {"ServiceSpecificCredentialId": made["ServiceSpecificCredentialId"], **USER}
    assert sweep.call(iam, "ListServiceSpecificCredentials", **USER)["ServiceSpecificCredentials"]
    sweep.call(iam, "ResetServiceSpecificCredential", **which)
    sweep.call(iam, "UpdateServiceSpecificCredential", Status="Inactive", **which)
    sweep.call(iam, "DeleteServiceSpecificCredential", **which)


def server_certificates(sweep):
    iam = sweep.client("iam", ACCOUNT)
    which = {"ServerCertificateName": "site"}
    key = Key()
    sweep.call(iam, "UploadServerCertificate", CertificateBody=key.certificate_pem,
               PrivateKey=key.private_pem, **which)
    sweep.call(iam, "GetServerCertificate", **which)
    assert sweep.call(iam, "ListServerCertificates")["ServerCertificateMetadataList"]
    sweep.call(iam, "UpdateServerCertificate", NewPath="/cloudfront/", **which)
    tag_calls(sweep, iam, "ServerCertificate", **which)
    sweep.call(iam, "DeleteServerCertificate", **which)


def credential_report(sweep):
    iam = sweep.client("iam", ACCOUNT)
    while sweep.call(iam, "GenerateCredentialReport")["State"] != "COMPLETE":
        pass
    report = sweep.call(iam, "GetCredentialReport")
    assert report["ReportFormat"] == "text/csv"
    rows = list(csv.DictReader(io.StringIO(report["Content"].decode())))
    assert rows[0]["user"] == "<root_account>", rows
