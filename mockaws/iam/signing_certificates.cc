// Signing certificates of users and of the root user.
#include <algorithm>

#include "mockaws/crypto/certificate.h"
#include "mockaws/crypto/digest.h"
#include "mockaws/crypto/encoding.h"
#include "mockaws/iam/credential_status.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/operation/pagination.h"

namespace mockaws {
namespace {

using Certificates = std::vector<SigningCertificate>;

// A null user means the account's root user.
const Certificates& CertificatesOf(const OpContext& context, const User* user) {
  return user == nullptr ? context.account().settings().root_signing_certificates
                         : user->signing_certificates;
}

Certificates& EditCertificates(OpContext& context, const User* user) {
  Account& account = context.edit_account();
  if (user == nullptr) return account.edit_settings()->root_signing_certificates;
  return account.users.Edit(NameKey(user->name))->signing_certificates;
}

// `active`: what the answer says, which after a repeated upload isn't what is stored.
Value Render(const User* user, const SigningCertificate& certificate, bool active) {
  Value value;
  if (user != nullptr) value.Set("UserName", user->name);
  value.Set("CertificateId", certificate.id);
  value.Set("CertificateBody", certificate.body);
  value.Set("Status", StatusText(active));
  value.Set("UploadDate", certificate.uploaded);
  return value;
}

bool SomebodyHas(const Account& account, std::string_view id) {
  if (FindCredential(account.settings().root_signing_certificates, id) != nullptr) return true;
  return std::any_of(account.users.entries().begin(), account.users.entries().end(),
                     [&](const auto& entry) {
                       return FindCredential(entry.second->signing_certificates, id) != nullptr;
                     });
}

// What becomes of the body; `uploaded` is left to the caller.
ApiResult<SigningCertificate> ReadCertificate(const OpContext& context) {
  SigningCertificate certificate;
  certificate.body = context.in.Str("CertificateBody");
  const auto parsed = Certificate::FromPem(certificate.body);
  if (!parsed) return MalformedCertificate("Certificate BODY is malformed.");
  if (parsed->not_after() < context.now) {
    return MalformedCertificate(
        "Certificate is no longer valid. The 'Not After' date restriction on the certificate has "
        "passed.");
  }
  const Sha1Digest digest = Sha1(parsed->der());
  certificate.id = Base32Encode(AsView(digest));
  return certificate;
}

ApiResult<Value> UploadSigningCertificate(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  ASSIGN_OR_RETURN(SigningCertificate certificate, ReadCertificate(context));
  Value result;
  const Certificates& present = CertificatesOf(context, user);
  // The same again is no error: the answer says Active, though the stored status stays (recorded).
  if (const SigningCertificate* same = FindCredential(present, certificate.id)) {
    result.Set("Certificate", Render(user, *same, true));
    return result;
  }
  if (SomebodyHas(context.account(), certificate.id)) {
    return DuplicateCertificate("Duplicate certificate uploaded.");
  }
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::certificates_per_user, present.size()));
  certificate.uploaded = context.now;
  result.Set("Certificate", Render(user, certificate, true));
  EditCertificates(context, user).push_back(std::move(certificate));
  return result;
}

ApiResult<Value> ListSigningCertificates(OpContext& context) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  std::vector<PageItem> items;
  for (const SigningCertificate& certificate : CertificatesOf(context, user)) {
    items.push_back({certificate.id, Render(user, certificate, certificate.active)});
  }
  return PageOfItems(context, "Certificates", std::move(items));
}

// The certificates to be changed, if the one that the input names is among them.
ApiResult<Certificates*> EditContaining(OpContext& context, const std::string& id) {
  ASSIGN_OR_RETURN(const User* user, SubjectUserOrRoot(context));
  if (FindCredential(CertificatesOf(context, user), id) == nullptr) {
    return NoSuchEntity("The Certificate with id " + id + " cannot be found.");
  }
  return &EditCertificates(context, user);
}

ApiResult<Value> UpdateSigningCertificate(OpContext& context) {
  ASSIGN_OR_RETURN(const bool active, StatusToSet(context));
  const std::string& id = context.in.Str("CertificateId");
  ASSIGN_OR_RETURN(Certificates * certificates, EditContaining(context, id));
  FindCredential(*certificates, id)->active = active;
  return Value();
}

ApiResult<Value> DeleteSigningCertificate(OpContext& context) {
  const std::string& id = context.in.Str("CertificateId");
  ASSIGN_OR_RETURN(Certificates * certificates, EditContaining(context, id));
  std::erase_if(*certificates,
                [&](const SigningCertificate& certificate) { return certificate.id == id; });
  return Value();
}

constexpr Operation kOperations[] = {
    {"UploadSigningCertificate", UploadSigningCertificate, Mode::kWrite, OnUser},
    {"ListSigningCertificates", ListSigningCertificates, Mode::kRead, OnUser},
    {"UpdateSigningCertificate", UpdateSigningCertificate, Mode::kWrite, OnUser},
    {"DeleteSigningCertificate", DeleteSigningCertificate, Mode::kWrite, OnUser},
};

}  // namespace

OperationFamily SigningCertificateOperations() { return kOperations; }

}  // namespace mockaws
