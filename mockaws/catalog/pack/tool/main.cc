// pack_catalog INPUT_FOLDER OUTPUT_FOLDER: makes the packed tables that the server embeds from the
// JSON files in data/. Runs while iamsim is built.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "mockaws/catalog/pack/pack_managed_policies.h"
#include "mockaws/catalog/pack/pack_service_authorization.h"

namespace {

using policy_engine::Error;
using policy_engine::Json;
using policy_engine::Result;

Result<Json> ReadJson(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot read " + path};
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  auto json = policy_engine::ParseJson(text);
  if (!json.ok()) {
    return Error{path + ":" + std::to_string(json.error().position.line) + ": " +
                 json.error().message};
  }
  return std::move(json).value();
}

Result<void> WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  if (!file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) {
    return Error{"cannot write " + path};
  }
  return {};
}

Result<void> Pack(const std::string& input, const std::string& output) {
  ASSIGN_OR_RETURN(const Json tables, ReadJson(input + "/service_authorization.json"));
  ASSIGN_OR_RETURN(const Json policies, ReadJson(input + "/managed_policies.json"));
  ASSIGN_OR_RETURN(const std::string packed_policies,
                   mockaws::PackManagedPolicies(policies, *tables.Find("services")));
  ASSIGN_OR_RETURN(const std::string packed_tables, mockaws::PackServiceAuthorization(tables));
  RETURN_IF_ERROR(WriteFile(output + "/managed_policies.bin", packed_policies));
  return WriteFile(output + "/service_authorization.bin", packed_tables);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: pack_catalog INPUT_FOLDER OUTPUT_FOLDER\n");
    return 2;
  }
  const auto packed = Pack(argv[1], argv[2]);
  if (!packed.ok()) {
    std::fprintf(stderr, "pack_catalog: %s\n", packed.error().message.c_str());
    return 1;
  }
  return 0;
}
