// Server certificates: uploaded with key and chain, renamed, tagged.
#include <algorithm>

#include "mockaws/crypto/certificate.h"
#include "mockaws/iam/families.h"
#include "mockaws/iam/quotas.h"
#include "mockaws/iam/resources.h"
#include "mockaws/iam/tag_operations.h"
#include "mockaws/operation/arn.h"
#include "mockaws/operation/pagination.h"
#include "mockaws/operation/tagging.h"

namespace mockaws {
namespace {

constexpr std::string_view kArnType = "server-certificate";

struct TaggableCertificate {
  static constexpr TagCase kTagCase = TagCase::kSignificant;

  static ApiResult<const ServerCertificate*> Find(const OpContext& context) {
    const std::string& name = context.in.Str("ServerCertificateName");
    const ServerCertificate* found = context.account().server_certificates.Find(NameKey(name));
    if (found != nullptr) return found;
    return NoSuchEntity("The Server Certificate with name " + name + " cannot be found.");
  }
  static ServerCertificate* Edit(OpContext& context, const ServerCertificate& certificate) {
    return context.edit_account().server_certificates.Edit(NameKey(certificate.name));
  }
};

ApiError CertificateExists(std::string_view name) {
  return EntityAlreadyExists("The Server Certificate with name " + std::string(name) +
                             " already exists.");
}

Value Metadata(const ServerCertificate& certificate) {
  Value value;
  value.Set("Path", certificate.path);
  value.Set("ServerCertificateName", certificate.name);
  value.Set("ServerCertificateId", certificate.id);
  value.Set("Arn", certificate.arn);
  value.Set("UploadDate", certificate.uploaded);
  value.Set("Expiration", certificate.expires);
  return value;
}

// The certificate, its key and its chain must belong together. A chain is told wrong by the index
// of its first member that didn't sign what stands before it; -1 if the certificate itself isn't
// signed by the first.
ApiResult<void> CheckChain(const Certificate& certificate, std::string_view chain_pem) {
  const auto chain = Certificate::ListFromPem(chain_pem);
  if (!chain) return MalformedCertificate("Unknown");
  const auto invalid_at = [](int index) {
    return MalformedCertificate(
        "Unable to validate certificate chain. The certificate chain must start with the immediate "
        "signing certificate, followed by any intermediaries in order. The index within the chain "
        "of the invalid certificate is: " +
        std::to_string(index));
  };
  if (!certificate.IsSignedBy(chain->front())) return invalid_at(-1);
  for (size_t i = 1; i < chain->size(); ++i) {
    if (!(*chain)[i - 1].IsSignedBy((*chain)[i])) return invalid_at(static_cast<int>(i));
  }
  return {};
}

ApiResult<Certificate> CheckMaterial(const OpContext& context) {
  auto certificate = Certificate::FromPem(context.in.Str("CertificateBody"));
  if (!certificate) {
    return MalformedCertificate(
        "Unable to parse certificate. Please ensure the certificate is in PEM format.");
  }
  if (certificate->not_after() < context.now) {
    return MalformedCertificate(
        "Certificate is no longer valid. The 'Not After' date restriction on the certificate has "
        "passed.");
  }
  const std::string& key = context.in.Str("PrivateKey");
  if (!IsPrivateKey(key)) {
    return MalformedCertificate(
        "Unable to parse private key. Please ensure the private key is in PEM format.");
  }
  if (!certificate->HasPrivateKey(key)) {
    return KeyPairMismatch(
        "The private key did not match the public key provided. Please verify the key material and "
        "try again.");
  }
  if (const auto chain = context.in.OptStr("CertificateChain")) {
    RETURN_IF_ERROR(CheckChain(*certificate, *chain));
  }
  return *std::move(certificate);
}

// AWS shows PEM texts without the newline at their end.
std::string WithoutFinalNewline(std::string text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
  return text;
}

ApiResult<Value> UploadServerCertificate(OpContext& context) {
  const std::string& name = context.in.Str("ServerCertificateName");
  ServerCertificate certificate;
  certificate.tags = TagsOf(context.in);
  RETURN_IF_ERROR(CheckNewTags(certificate.tags, TagCase::kSignificant));
  ASSIGN_OR_RETURN(const Certificate parsed, CheckMaterial(context));
  const auto& present = context.account().server_certificates;
  if (present.Contains(NameKey(name))) return CertificateExists(name);
  RETURN_IF_ERROR(CheckRoom(context, &Quotas::server_certificates_per_account, present.size()));
  certificate.name = name;
  certificate.path = context.in.StrOr("Path", "/");
  certificate.arn = IamArn(context.caller.account_id, kArnType, certificate.path, name);
  certificate.id = NewUniqueId(context.ids, "ASCA");
  certificate.body = WithoutFinalNewline(context.in.Str("CertificateBody"));
  certificate.chain = WithoutFinalNewline(context.in.StrOr("CertificateChain", ""));
  certificate.uploaded = context.now;
  certificate.expires = parsed.not_after();
  Value result;
  result.Set("ServerCertificateMetadata", Metadata(certificate));
  if (!certificate.tags.empty()) result.Set("Tags", RenderTags(certificate.tags));
  context.edit_account().server_certificates.Put(NameKey(name), std::move(certificate));
  return result;
}

ApiResult<Value> GetServerCertificate(OpContext& context) {
  ASSIGN_OR_RETURN(const ServerCertificate* certificate, TaggableCertificate::Find(context));
  Value shown;
  shown.Set("ServerCertificateMetadata", Metadata(*certificate));
  shown.Set("CertificateBody", certificate->body);
  if (!certificate->chain.empty()) shown.Set("CertificateChain", certificate->chain);
  if (!certificate->tags.empty()) shown.Set("Tags", RenderTags(certificate->tags));
  Value result;
  result.Set("ServerCertificate", std::move(shown));
  return result;
}

ApiResult<Value> ListServerCertificates(OpContext& context) {
  const std::string prefix = context.in.StrOr("PathPrefix", "/");
  return PageOfTable<ServerCertificate>(
      context, "ServerCertificateMetadataList", context.account().server_certificates,
      [&](const ServerCertificate& certificate) { return certificate.path.starts_with(prefix); },
      Metadata);
}

ApiResult<Value> UpdateServerCertificate(OpContext& context) {
  ASSIGN_OR_RETURN(const ServerCertificate* present, TaggableCertificate::Find(context));
  ServerCertificate certificate = *present;
  const std::string old_key = NameKey(certificate.name);
  certificate.name = context.in.StrOr("NewServerCertificateName", certificate.name);
  certificate.path = context.in.StrOr("NewPath", certificate.path);
  certificate.arn = IamArn(context.caller.account_id, kArnType, certificate.path, certificate.name);
  const std::string new_key = NameKey(certificate.name);
  auto& table = context.edit_account().server_certificates;
  if (new_key != old_key) {
    if (table.Contains(new_key)) return CertificateExists(certificate.name);
    table.Erase(old_key);
  }
  table.Put(new_key, std::move(certificate));
  return Value();
}

ApiResult<Value> DeleteServerCertificate(OpContext& context) {
  ASSIGN_OR_RETURN(const ServerCertificate* certificate, TaggableCertificate::Find(context));
  context.edit_account().server_certificates.Erase(NameKey(certificate->name));
  return Value();
}

// Server certificates have sentences of their own for empty lists (recorded).
ApiResult<Value> TagServerCertificate(OpContext& context) {
  if (context.in.ListOf("Tags").empty()) {
    return InvalidInput("The provided tag map must not be null/empty.");
  }
  return TagEntity<TaggableCertificate>(context);
}
ApiResult<Value> UntagServerCertificate(OpContext& context) {
  if (context.in.ListOf("TagKeys").empty()) {
    return InvalidInput("The provided tag keys must not be null/empty.");
  }
  return UntagEntity<TaggableCertificate>(context);
}

constexpr Operation kOperations[] = {
    {"UploadServerCertificate", UploadServerCertificate, Mode::kWrite, OnNewServerCertificate},
    {"GetServerCertificate", GetServerCertificate, Mode::kRead, OnServerCertificate},
    {"ListServerCertificates", ListServerCertificates, Mode::kRead, OnServerCertificateList},
    {"UpdateServerCertificate", UpdateServerCertificate, Mode::kWrite,
     OnServerCertificateAndItsNewArn},
    {"DeleteServerCertificate", DeleteServerCertificate, Mode::kWrite, OnServerCertificate},
    {"TagServerCertificate", TagServerCertificate, Mode::kWrite, OnServerCertificate},
    {"UntagServerCertificate", UntagServerCertificate, Mode::kWrite, OnServerCertificate},
    {"ListServerCertificateTags", ListEntityTags<TaggableCertificate>, Mode::kRead,
     OnServerCertificate},
};

}  // namespace

OperationFamily ServerCertificateOperations() { return kOperations; }

}  // namespace mockaws
