#include "mockaws/storage/open_data.h"

#include <utility>

#include "mockaws/crypto/digest.h"
#include "mockaws/storage/files.h"

namespace mockaws {
namespace {

bool IsPostgres(const std::string& data) {
  return data.starts_with("postgresql://") || data.starts_with("postgres://");
}

}  // namespace

Result<OpenedData> OpenData(const std::string& data, const std::string& key_file) {
  const bool postgres = IsPostgres(data);
  if (!postgres && data.find("://") != std::string::npos) {
    return Error{"--data takes a directory or postgresql://…, not " + data};
  }
  if (postgres && key_file.empty()) {
    return Error{
        "with a database --key-file FILE is needed: the key that seals secrets, the same "
        "for every server; it is made if it isn't there"};
  }
  OpenedData opened;
  // The directory comes first, for the key file's sake, and its lock before the key.
  ASSIGN_OR_RETURN(opened.storage, postgres ? OpenPostgresStorage(data) : OpenSqliteStorage(data));
  ASSIGN_OR_RETURN(opened.master_key,
                   LoadOrMakeKeyFile(key_file.empty() ? data + "/key" : key_file));
  const Sha256Digest session_key = HmacSha256(opened.master_key, "iamsim session tokens");
  opened.session_key = AsView(session_key);
  return opened;
}

}  // namespace mockaws
