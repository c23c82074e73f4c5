#include "mockaws/sts/saml_encryption.h"

#include <libxml/parser.h>

#include <array>

#include "mockaws/crypto/encoding.h"
#include "mockaws/crypto/xml_encryption.h"

namespace mockaws {
namespace {

constexpr std::string_view kNs = "http://www.w3.org/2001/04/xmlenc#";
constexpr std::string_view kNewerNs = "http://www.w3.org/2009/xmlenc11#";

struct Cipher {
  std::string_view uri;
  size_t key_bytes;
  BlockMode mode;
};
constexpr std::array<Cipher, 4> kCiphers = {{
    {"http://www.w3.org/2001/04/xmlenc#aes128-cbc", 16, BlockMode::kCbc},
    {"http://www.w3.org/2001/04/xmlenc#aes256-cbc", 32, BlockMode::kCbc},
    {"http://www.w3.org/2009/xmlenc11#aes128-gcm", 16, BlockMode::kGcm},
    {"http://www.w3.org/2009/xmlenc11#aes256-gcm", 32, BlockMode::kGcm},
}};

std::string AlgorithmOf(const xmlNode* parent, std::string_view name_space, std::string_view name) {
  const xmlNode* node = parent == nullptr ? nullptr : OnlyChild(parent, name_space, name);
  return node == nullptr ? std::string() : Attribute(node, "Algorithm").value_or("");
}

std::optional<std::string> CipherValue(const xmlNode* encrypted) {
  const xmlNode* data = OnlyChild(encrypted, kNs, "CipherData");
  const xmlNode* value = data == nullptr ? nullptr : OnlyChild(data, kNs, "CipherValue");
  if (value == nullptr) return std::nullopt;
  return Base64Decode(WithoutBlanks(Text(value)));
}

// Beside the data, or in its KeyInfo.
const xmlNode* EncryptedKey(const xmlNode* assertion, const xmlNode* data) {
  if (const xmlNode* key = OnlyChild(assertion, kNs, "EncryptedKey")) return key;
  const xmlNode* info = OnlyChild(data, kSignatureNs, "KeyInfo");
  return info == nullptr ? nullptr : OnlyChild(info, kNs, "EncryptedKey");
}

// How the key was wrapped; nothing for ways that AWS isn't known to take.
std::optional<OaepMask> MaskOf(const xmlNode* key) {
  const xmlNode* method = OnlyChild(key, kNs, "EncryptionMethod");
  if (AlgorithmOf(method, kSignatureNs, "DigestMethod") != std::string(kNs) + "sha256") {
    return std::nullopt;
  }
  const std::string algorithm = Attribute(method, "Algorithm").value_or("");
  if (algorithm == std::string(kNs) + "rsa-oaep-mgf1p") return OaepMask::kSha1;
  if (algorithm != std::string(kNewerNs) + "rsa-oaep") return std::nullopt;
  const std::string mask = AlgorithmOf(method, kNewerNs, "MGF");
  if (mask.empty() || mask == std::string(kNewerNs) + "mgf1sha1") return OaepMask::kSha1;
  if (mask == std::string(kNewerNs) + "mgf1sha256") return OaepMask::kSha256;
  return std::nullopt;
}

std::optional<std::string> Decrypt(const xmlNode* assertion,
                                   const std::vector<std::string>& private_keys) {
  const xmlNode* data = OnlyChild(assertion, kNs, "EncryptedData");
  const xmlNode* key = data == nullptr ? nullptr : EncryptedKey(assertion, data);
  if (key == nullptr) return std::nullopt;
  const auto mask = MaskOf(key);
  const auto wrapped = CipherValue(key);
  const auto sealed = CipherValue(data);
  if (!mask || !wrapped || !sealed) return std::nullopt;
  const std::string algorithm = AlgorithmOf(data, kNs, "EncryptionMethod");
  for (const Cipher& cipher : kCiphers) {
    if (cipher.uri != algorithm) continue;
    for (const std::string& pem : private_keys) {
      const auto secret = UnwrapKey(pem, *mask, *wrapped);
      if (!secret || secret->size() != cipher.key_bytes) continue;
      if (auto plain = DecryptBlocks(*secret, cipher.mode, *sealed)) return plain;
    }
  }
  return std::nullopt;
}

}  // namespace

bool DecryptAssertion(xmlNode* encrypted_assertion, const std::vector<std::string>& private_keys) {
  const auto xml = Decrypt(encrypted_assertion, private_keys);
  if (!xml) return false;
  xmlNode* parsed = nullptr;
  // In its place it may use the namespaces that are declared around it.
  const xmlParserErrors error =
      xmlParseInNodeContext(encrypted_assertion->parent, xml->data(), static_cast<int>(xml->size()),
                            XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING, &parsed);
  if (error != XML_ERR_OK || parsed == nullptr) return false;
  if (parsed->next != nullptr || !Is(parsed, kAssertionNs, "Assertion")) {
    xmlFreeNodeList(parsed);
    return false;
  }
  xmlFreeNode(xmlReplaceNode(encrypted_assertion, parsed));
  return true;
}

}  // namespace mockaws
