"""What people and identity providers bring along: MFA codes, keys, certificates, tokens and
assertions. Keys are made by the openssl program, anew for each run."""

import base64
import hashlib
import hmac
import json
import struct
import subprocess
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path


def totp(base32_seed, seconds):
    """The six digits of RFC 6238 at a Unix time."""
    digest = hmac.new(base64.b32decode(base32_seed), struct.pack(">Q", seconds // 30),
                      hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset:offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def _openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, check=True,
                          capture_output=True).stdout


class Key:
    """An RSA key with a certificate of its own."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        self._file = Path(self._folder.name) / "key.pem"
        certificate = Path(self._folder.name) / "certificate.pem"
        _openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650",
                 "-subj", "/CN=sweep", "-keyout", str(self._file), "-out", str(certificate))
        self.private_pem = self._file.read_text()
        self.certificate_pem = certificate.read_text()

    @property
    def certificate_base64(self):
        return "".join(self.certificate_pem.split("\n")[1:-2])

    @property
    def modulus(self):
        text = _openssl("rsa", "-in", str(self._file), "-noout", "-modulus").decode()
        return bytes.fromhex(text.strip().partition("=")[2])

    @property
    def ssh_public_key(self):
        def field(data):
            return struct.pack(">I", len(data)) + data
        body = field(b"ssh-rsa") + field(b"\x01\x00\x01") + field(b"\x00" + self.modulus)
        return "ssh-rsa " + base64.b64encode(body).decode()

    def sign(self, data):
        """RSASSA-PKCS1-v1_5 with SHA-256."""
        return _openssl("dgst", "-sha256", "-sign", str(self._file), data=data)


def _base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwks(key):
    return {"keys": [{"kty": "RSA", "kid": "sweep", "alg": "RS256", "use": "sig", "e": "AQAB",
                      "n": _base64url(key.modulus)}]}


def web_identity_token(key, claims):
    """A JSON Web Token, signed with RS256."""
    header = {"alg": "RS256", "kid": "sweep", "typ": "JWT"}
    text = ".".join(_base64url(json.dumps(part).encode()) for part in (header, claims))
    return text + "." + _base64url(key.sign(text.encode()))


def saml_metadata(key, entity_id):
    """An identity provider's metadata, long enough for CreateSAMLProvider."""
    return f"""<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="{entity_id}">
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<ds:X509Data><ds:X509Certificate>{key.certificate_base64}</ds:X509Certificate></ds:X509Data>
</ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
 Location="{entity_id}/sso"/></md:IDPSSODescriptor></md:EntityDescriptor>"""


def saml_response(key, entity_id, role_arn, provider_arn, now):
    """A response with one signed assertion. Every element is written as exclusive
    canonicalization would write it, so that its text can be hashed as it stands."""
    def attribute(name, value):
        name = "https://aws.amazon.com/SAML/Attributes/" + name
        return (f'<saml:Attribute Name="{name}"><saml:AttributeValue>{value}'
                '</saml:AttributeValue></saml:Attribute>')

    def time(minutes):
        return (now + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")

    start = ('<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_sweep" '
             f'IssueInstant="{time(0)}" Version="2.0"><saml:Issuer>{entity_id}</saml:Issuer>')
    rest = ('<saml:Subject><saml:NameID '
            'Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">somebody</saml:NameID>'
            '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">'
            f'<saml:SubjectConfirmationData NotOnOrAfter="{time(5)}" '
            'Recipient="https://signin.aws.amazon.com/saml"></saml:SubjectConfirmationData>'
            '</saml:SubjectConfirmation></saml:Subject>'
            f'<saml:Conditions NotBefore="{time(-1)}" NotOnOrAfter="{time(5)}">'
            '<saml:AudienceRestriction><saml:Audience>https://signin.aws.amazon.com/saml'
            '</saml:Audience></saml:AudienceRestriction></saml:Conditions>'
            f'<saml:AuthnStatement AuthnInstant="{time(0)}"><saml:AuthnContext>'
            '<saml:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:Password'
            '</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>'
            '<saml:AttributeStatement>' + attribute("Role", f"{role_arn},{provider_arn}") +
            attribute("RoleSessionName", "somebody") + '</saml:AttributeStatement>'
            '</saml:Assertion>')
    digest = base64.b64encode(hashlib.sha256((start + rest).encode()).digest()).decode()
    w3 = "http://www.w3.org/"
    exclusive = f'Algorithm="{w3}2001/10/xml-exc-c14n#"'
    signed = ('><ds:CanonicalizationMethod ' + exclusive + '></ds:CanonicalizationMethod>'
              f'<ds:SignatureMethod Algorithm="{w3}2001/04/xmldsig-more#rsa-sha256">'
              '</ds:SignatureMethod><ds:Reference URI="#_sweep"><ds:Transforms><ds:Transform '
              f'Algorithm="{w3}2000/09/xmldsig#enveloped-signature"></ds:Transform>'
              f'<ds:Transform {exclusive}></ds:Transform></ds:Transforms><ds:DigestMethod '
              f'Algorithm="{w3}2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>{digest}'
              '</ds:DigestValue></ds:Reference></ds:SignedInfo>')
    namespace = f' xmlns:ds="{w3}2000/09/xmldsig#"'
    value = base64.b64encode(key.sign(("<ds:SignedInfo" + namespace + signed).encode())).decode()
    signature = (f"<ds:Signature{namespace}><ds:SignedInfo{signed}<ds:SignatureValue>{value}"
                 "</ds:SignatureValue></ds:Signature>")
    response = ('<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" '
                f'IssueInstant="{time(0)}" Version="2.0"><samlp:Status><samlp:StatusCode '
                'Value="urn:oasis:names:tc:SAML:2.0:status:Success"></samlp:StatusCode>'
                f'</samlp:Status>{start}{signature}{rest}</samlp:Response>')
    return base64.b64encode(response.encode()).decode()
