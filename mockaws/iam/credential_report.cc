// The credential report: every user's credentials in one CSV, made in the background and kept for
// four hours.
#include <algorithm>
#include <array>

#include "mockaws/iam/families.h"
#include "mockaws/iam/resources.h"
#include "policy_engine/base/time.h"

namespace mockaws {
namespace {

constexpr std::chrono::hours kReportLives{4};
// AWS's takes seconds. A clock that stands still would never finish one, so being asked thrice
// does too.
constexpr std::chrono::seconds kReportTakes{2};
constexpr int64_t kAskedUntilDone = 3;

constexpr std::string_view kHeader =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
    "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
    "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
    "cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

constexpr std::string_view kAbsent = "N/A";
constexpr std::string_view kUnknown = "no_information";
constexpr std::string_view kUnsupported = "not_supported";

// One line of the report.
class Row {
 public:
  void Add(std::string_view field) {
    if (!text_.empty()) text_ += ',';
    if (field.find_first_of(",\"\n") == std::string_view::npos) {
      text_ += field;
      return;
    }
    text_ += '"';
    for (const char c : field) text_.append(c == '"' ? 2 : 1, c);
    text_ += '"';
  }
  void Add(Instant instant) { Add(policy_engine::FormatIso8601(instant)); }
  void Add(bool flag) { Add(std::string_view(flag ? "true" : "false")); }
  void Add(const char* text) { Add(std::string_view(text)); }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void AddPassword(const std::optional<PasswordPolicy>& policy,
                 const std::optional<LoginProfile>& profile, Row* row) {
  row->Add(profile.has_value());
  if (!profile) {
    for (int i = 0; i < 3; ++i) row->Add(kAbsent);
    return;
  }
  if (profile->last_used) {
    row->Add(*profile->last_used);
  } else {
    row->Add(kUnknown);
  }
  row->Add(profile->changed);
  if (policy && policy->max_age_days) {
    row->Add(profile->changed + std::chrono::days(*policy->max_age_days));
  } else {
    row->Add(kAbsent);
  }
}

void AddRootPassword(const std::optional<LoginProfile>& profile, Row* row) {
  row->Add(kUnsupported);
  if (profile && profile->last_used) {
    row->Add(*profile->last_used);
  } else {
    row->Add(kUnknown);
  }
  if (profile) {
    row->Add(profile->changed);
  } else {
    row->Add(kUnsupported);
  }
  row->Add(kUnsupported);
}

// Two keys at most have columns, in the order of their ids.
void AddAccessKeys(const UsageLedger& usage, std::vector<AccessKey> keys, Row* row) {
  std::sort(keys.begin(), keys.end(),
            [](const AccessKey& a, const AccessKey& b) { return a.id < b.id; });
  for (size_t i = 0; i < 2; ++i) {
    if (i >= keys.size()) {
      row->Add(false);
      for (int field = 0; field < 4; ++field) row->Add(kAbsent);
      continue;
    }
    const auto use = usage.OfKey(keys[i].id);
    row->Add(keys[i].active);
    row->Add(keys[i].created);
    if (use) {
      row->Add(use->time);
      row->Add(use->region);
      row->Add(use->service);
    } else {
      for (int field = 0; field < 3; ++field) row->Add(kAbsent);
    }
  }
}

// Of two the inactive one comes first (recorded).
void AddCertificates(std::vector<SigningCertificate> certificates, Row* row) {
  std::stable_sort(
      certificates.begin(), certificates.end(),
      [](const SigningCertificate& a, const SigningCertificate& b) { return a.active < b.active; });
  for (size_t i = 0; i < 2; ++i) {
    if (i >= certificates.size()) {
      row->Add(false);
      row->Add(kAbsent);
      continue;
    }
    row->Add(certificates[i].active);
    row->Add(certificates[i].uploaded);
  }
}

std::string RootRow(const OpContext& context) {
  const Account& account = context.account();
  Row row;
  row.Add("<root_account>");
  row.Add(account.root_arn());
  row.Add(account.created);
  AddRootPassword(account.settings().root_login, &row);
  const auto& devices = account.mfa_devices.entries();
  row.Add(std::any_of(devices.begin(), devices.end(),
                      [&](const auto& entry) { return entry.second->user_id == account.id; }));
  std::vector<AccessKey> keys;
  for (const auto& [id, key] : account.root_access_keys.entries()) keys.push_back(*key);
  AddAccessKeys(context.state.usage, std::move(keys), &row);
  AddCertificates(account.settings().root_signing_certificates, &row);
  return row.text();
}

std::string UserRow(const OpContext& context, const User& user) {
  Row row;
  row.Add(user.name);
  row.Add(user.arn);
  row.Add(user.created);
  AddPassword(context.account().settings().password_policy, user.login_profile, &row);
  row.Add(!user.mfa_devices.empty());
  AddAccessKeys(context.state.usage, user.access_keys, &row);
  AddCertificates(user.signing_certificates, &row);
  return row.text();
}

// The table's order is that of names without regard to case, as AWS has it.
std::string MakeReport(const OpContext& context) {
  std::string csv(kHeader);
  csv += '\n' + RootRow(context);
  for (const auto& [key, user] : context.account().users.entries()) {
    csv += '\n' + UserRow(context, *user);
  }
  return csv;
}

bool IsDone(const CredentialReport& report, Instant now) {
  return report.asked >= kAskedUntilDone || now - report.started >= kReportTakes;
}
bool IsExpired(const CredentialReport& report, Instant now) {
  return now - report.started >= kReportLives;
}

ApiResult<Value> GenerateCredentialReport(OpContext& context) {
  const std::optional<CredentialReport>& present = context.account().settings().credential_report;
  Value result;
  if (!present || IsExpired(*present, context.now)) {
    auto csv = std::make_shared<const std::string>(MakeReport(context));
    context.edit_account().edit_settings()->credential_report =
        CredentialReport{context.now, 1, std::move(csv)};
    result.Set("State", "STARTED");
    result.Set("Description", "No report exists. Starting a new report generation task");
    return result;
  }
  CredentialReport& report = *context.edit_account().edit_settings()->credential_report;
  ++report.asked;
  result.Set("State", IsDone(report, context.now) ? "COMPLETE" : "INPROGRESS");
  return result;
}

ApiResult<Value> GetCredentialReport(OpContext& context) {
  const std::optional<CredentialReport>& report = context.account().settings().credential_report;
  if (!report) return CredentialReportNotPresent();
  if (IsExpired(*report, context.now)) return CredentialReportExpired();
  if (!IsDone(*report, context.now)) return CredentialReportInProgress();
  Value result;
  result.Set("Content", *report->csv);
  result.Set("ReportFormat", "text/csv");
  result.Set("GeneratedTime", report->started);
  return result;
}

constexpr Operation kOperations[] = {
    {"GenerateCredentialReport", GenerateCredentialReport, Mode::kWrite, OnEverything},
    {"GetCredentialReport", GetCredentialReport, Mode::kRead, OnEverything},
};

}  // namespace

OperationFamily CredentialReportOperations() { return kOperations; }

}  // namespace mockaws
