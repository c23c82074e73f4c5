#include "tests/mockaws/iam/operation_table.h"

#include "tests/mockaws/iam/test_keys.h"

namespace mockaws {
namespace {

constexpr const char* kDocument =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})";
constexpr const char* kTrust =
    R"({"Version":"2012-10-17","Statement":{"Effect":"Allow",)"
    R"("Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}})";
constexpr const char* kAwsPolicy = "arn:aws:iam::aws:policy/ReadOnlyAccess";

void Append(std::vector<TableCall>* calls, std::vector<TableCall> more) {
  calls->insert(calls->end(), more.begin(), more.end());
}

Parameters WithTag(Parameters parameters) {
  parameters.insert(parameters.end(), {{"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}});
  return parameters;
}
Parameters WithTagKey(Parameters parameters) {
  parameters.push_back({"TagKeys.member.1", "k"});
  return parameters;
}

std::vector<TableCall> TagCalls(const std::string& kind, const Parameters& which) {
  return {{"Tag" + kind, WithTag(which)},
          {"List" + kind + "Tags", which},
          {"Untag" + kind, WithTagKey(which)}};
}

// Policies inline and attached, of users, groups and roles alike.
std::vector<TableCall> HolderCalls(const std::string& kind, const std::string& name) {
  const Parameters which = {{kind + "Name", name}};
  const auto with = [&](Parameters more) {
    more.insert(more.begin(), which.front());
    return more;
  };
  return {
      {"Put" + kind + "Policy", with({{"PolicyName", "p"}, {"PolicyDocument", kDocument}})},
      {"Get" + kind + "Policy", with({{"PolicyName", "p"}})},
      {"List" + kind + "Policies", which},
      {"Delete" + kind + "Policy", with({{"PolicyName", "p"}})},
      {"Attach" + kind + "Policy", with({{"PolicyArn", kAwsPolicy}})},
      {"ListAttached" + kind + "Policies", which},
      {"Detach" + kind + "Policy", with({{"PolicyArn", kAwsPolicy}})},
  };
}

std::vector<TableCall> EntityCalls() {
  std::vector<TableCall> calls = {
      {"CreateUser", {{"UserName", "u"}, {"Path", "/x/"}}},
      {"GetUser", {{"UserName", "u"}}},
      {"ListUsers", {}},
      {"UpdateUser", {{"UserName", "u"}, {"NewPath", "/y/"}}},
      {"PutUserPermissionsBoundary", {{"UserName", "u"}, {"PermissionsBoundary", kAwsPolicy}}},
      {"DeleteUserPermissionsBoundary", {{"UserName", "u"}}},
      {"CreateGroup", {{"GroupName", "g"}}},
      {"GetGroup", {{"GroupName", "g"}}},
      {"ListGroups", {}},
      {"UpdateGroup", {{"GroupName", "g"}, {"NewGroupName", "G"}}},
      {"AddUserToGroup", {{"GroupName", "g"}, {"UserName", "u"}}},
      {"ListGroupsForUser", {{"UserName", "u"}}},
      {"RemoveUserFromGroup", {{"GroupName", "g"}, {"UserName", "u"}}},
      {"CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", kTrust}}},
      {"GetRole", {{"RoleName", "r"}}},
      {"ListRoles", {}},
      {"UpdateRole", {{"RoleName", "r"}, {"Description", "d"}}},
      {"UpdateRoleDescription", {{"RoleName", "r"}, {"Description", "d"}}},
      {"UpdateAssumeRolePolicy", {{"RoleName", "r"}, {"PolicyDocument", kTrust}}},
      {"PutRolePermissionsBoundary", {{"RoleName", "r"}, {"PermissionsBoundary", kAwsPolicy}}},
      {"DeleteRolePermissionsBoundary", {{"RoleName", "r"}}},
      {"CreateInstanceProfile", {{"InstanceProfileName", "i"}}},
      {"GetInstanceProfile", {{"InstanceProfileName", "i"}}},
      {"ListInstanceProfiles", {}},
      {"AddRoleToInstanceProfile", {{"InstanceProfileName", "i"}, {"RoleName", "r"}}},
      {"ListInstanceProfilesForRole", {{"RoleName", "r"}}},
      {"RemoveRoleFromInstanceProfile", {{"InstanceProfileName", "i"}, {"RoleName", "r"}}},
  };
  Append(&calls, TagCalls("User", {{"UserName", "u"}}));
  Append(&calls, TagCalls("Role", {{"RoleName", "r"}}));
  Append(&calls, TagCalls("InstanceProfile", {{"InstanceProfileName", "i"}}));
  Append(&calls, HolderCalls("User", "u"));
  Append(&calls, HolderCalls("Group", "g"));
  Append(&calls, HolderCalls("Role", "r"));
  return calls;
}

std::vector<TableCall> PolicyCalls() {
  const Parameters which = {{"PolicyArn", "$policy"}};
  std::vector<TableCall> calls = {
      {"CreatePolicy",
       {{"PolicyName", "p"}, {"PolicyDocument", kDocument}},
       "Policy.Arn",
       "policy"},
      {"GetPolicy", which},
      {"ListPolicies", {{"Scope", "Local"}}},
      {"CreatePolicyVersion", {{"PolicyArn", "$policy"}, {"PolicyDocument", kDocument}}},
      {"GetPolicyVersion", {{"PolicyArn", "$policy"}, {"VersionId", "v1"}}},
      {"ListPolicyVersions", which},
      {"SetDefaultPolicyVersion", {{"PolicyArn", "$policy"}, {"VersionId", "v2"}}},
      {"DeletePolicyVersion", {{"PolicyArn", "$policy"}, {"VersionId", "v1"}}},
      {"ListEntitiesForPolicy", which},
  };
  Append(&calls, TagCalls("Policy", which));
  calls.push_back({"DeletePolicy", which});
  return calls;
}

std::vector<TableCall> KeyCalls() {
  const std::string key = "$key";
  return {
      {"CreateAccessKey", {{"UserName", "u"}}, "AccessKey.AccessKeyId", "key"},
      {"ListAccessKeys", {{"UserName", "u"}}},
      {"GetAccessKeyLastUsed", {{"AccessKeyId", key}}},
      {"UpdateAccessKey", {{"UserName", "u"}, {"AccessKeyId", key}, {"Status", "Inactive"}}},
      {"DeleteAccessKey", {{"UserName", "u"}, {"AccessKeyId", key}}},
      {"UploadSSHPublicKey",
       {{"UserName", "u"}, {"SSHPublicKeyBody", std::string(kSshKey)}},
       "SSHPublicKey.SSHPublicKeyId",
       "ssh"},
      {"GetSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", "$ssh"}, {"Encoding", "SSH"}}},
      {"ListSSHPublicKeys", {{"UserName", "u"}}},
      {"UpdateSSHPublicKey",
       {{"UserName", "u"}, {"SSHPublicKeyId", "$ssh"}, {"Status", "Inactive"}}},
      {"DeleteSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", "$ssh"}}},
      {"UploadSigningCertificate",
       {{"UserName", "u"}, {"CertificateBody", std::string(kLoneCertificate)}},
       "Certificate.CertificateId",
       "certificate"},
      {"ListSigningCertificates", {{"UserName", "u"}}},
      {"UpdateSigningCertificate",
       {{"UserName", "u"}, {"CertificateId", "$certificate"}, {"Status", "Inactive"}}},
      {"DeleteSigningCertificate", {{"UserName", "u"}, {"CertificateId", "$certificate"}}},
      {"CreateServiceSpecificCredential",
       {{"UserName", "u"}, {"ServiceName", "codecommit.amazonaws.com"}},
       "ServiceSpecificCredential.ServiceSpecificCredentialId",
       "credential"},
      {"ListServiceSpecificCredentials", {{"UserName", "u"}}},
      {"ResetServiceSpecificCredential",
       {{"UserName", "u"}, {"ServiceSpecificCredentialId", "$credential"}}},
      {"UpdateServiceSpecificCredential",
       {{"UserName", "u"}, {"ServiceSpecificCredentialId", "$credential"}, {"Status", "Active"}}},
      {"DeleteServiceSpecificCredential",
       {{"UserName", "u"}, {"ServiceSpecificCredentialId", "$credential"}}},
  };
}

std::vector<TableCall> ServerCertificateCalls() {
  const Parameters which = {{"ServerCertificateName", "c"}};
  std::vector<TableCall> calls = {
      {"UploadServerCertificate",
       {{"ServerCertificateName", "c"},
        {"CertificateBody", std::string(kLoneCertificate)},
        {"PrivateKey", std::string(kLoneKey)}}},
      {"GetServerCertificate", which},
      {"ListServerCertificates", {}},
      {"UpdateServerCertificate", {{"ServerCertificateName", "c"}, {"NewPath", "/x/"}}},
  };
  Append(&calls, TagCalls("ServerCertificate", which));
  calls.push_back({"DeleteServerCertificate", which});
  return calls;
}

std::vector<TableCall> MfaCalls() {
  const Parameters which = {{"SerialNumber", "$serial"}};
  const auto synchronize = [](const char* action, const char* first, const char* second) {
    return TableCall{action,
                     {{"UserName", "u"},
                      {"SerialNumber", "$serial"},
                      {"AuthenticationCode1", first},
                      {"AuthenticationCode2", second}}};
  };
  std::vector<TableCall> calls = {
      {"CreateVirtualMFADevice",
       {{"VirtualMFADeviceName", "m"}},
       "VirtualMFADevice.SerialNumber",
       "serial"},
      {"ListVirtualMFADevices", {}},
      synchronize("EnableMFADevice", "$code1", "$code2"),
      synchronize("ResyncMFADevice", "$code3", "$code4"),
      {"ListMFADevices", {{"UserName", "u"}}},
  };
  Append(&calls, TagCalls("MFADevice", which));
  Append(&calls, {{"DeactivateMFADevice", {{"UserName", "u"}, {"SerialNumber", "$serial"}}},
                  {"DeleteVirtualMFADevice", which}});
  return calls;
}

std::vector<TableCall> AccountCalls() {
  const std::string password = "Sesame-Open-1";
  return {
      {"CreateAccountAlias", {{"AccountAlias", "alias"}}},
      {"ListAccountAliases", {}},
      {"DeleteAccountAlias", {{"AccountAlias", "alias"}}},
      {"GetAccountSummary", {}},
      {"GetAccountAuthorizationDetails", {}},
      {"CreateLoginProfile", {{"UserName", "caller"}, {"Password", password}}},
      {"GetLoginProfile", {{"UserName", "caller"}}},
      {"UpdateLoginProfile", {{"UserName", "caller"}, {"PasswordResetRequired", "true"}}},
      {"ChangePassword", {{"OldPassword", password}, {"NewPassword", "Sesame-Open-2"}}},
      {"DeleteLoginProfile", {{"UserName", "caller"}}},
      {"UpdateAccountPasswordPolicy", {{"MinimumPasswordLength", "9"}}},
      {"GetAccountPasswordPolicy", {}},
      {"DeleteAccountPasswordPolicy", {}},
      {"GenerateCredentialReport", {}},
      {"GenerateCredentialReport", {}},
      {"GenerateCredentialReport", {}},
      {"GetCredentialReport", {}},
  };
}

}  // namespace

std::vector<TableCall> OperationTable() {
  std::vector<TableCall> calls = EntityCalls();
  Append(&calls, PolicyCalls());
  Append(&calls, KeyCalls());
  Append(&calls, ServerCertificateCalls());
  Append(&calls, MfaCalls());
  Append(&calls, AccountCalls());
  Append(&calls, ProviderAndReportCalls());
  Append(&calls, {{"DeleteInstanceProfile", {{"InstanceProfileName", "i"}}},
                  {"DeleteRole", {{"RoleName", "r"}}},
                  {"DeleteGroup", {{"GroupName", "g"}}},
                  {"DeleteUser", {{"UserName", "u"}}}});
  return calls;
}

}  // namespace mockaws
