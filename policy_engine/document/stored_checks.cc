#include "policy_engine/document/stored_checks.h"

#include <algorithm>
#include <set>

#include "policy_engine/condition/condition.h"
#include "policy_engine/document/policy_parser.h"
#include "policy_engine/pattern/ascii.h"

namespace policy_engine {

namespace {

bool IsAlphanumeric(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const char lower = AsciiLower(c);
    return IsDigit(c) || (lower >= 'a' && lower <= 'z');
  });
}

class DocumentChecker {
 public:
  DocumentChecker(const PolicyDocument& document, PolicyType type, const ParseOptions& options,
                  IssueList* issues)
      : document_(document), type_(type), options_(options), issues_(issues) {}

  void Check() {
    const Path top;
    const Path statements{&top, "Statement"};
    for (size_t i = 0; i < document_.statements.size(); ++i) {
      const Path item{&statements, {}, i};
      CheckStatement(document_.statements[i], document_.statement_is_list ? item : statements);
    }
  }

 private:
  bool stored() const { return options_.strictness == Strictness::kStored; }

  void CheckStatement(const DocumentStatement& statement, const Path& path) {
    CheckActions(statement, path);
    if (stored()) {
      CheckSid(statement, path);
      if (IsIdentityBased(type_) || type_ == PolicyType::kServiceControl) {
        const Path resources{&path, statement.not_resource ? "NotResource" : "Resource"};
        for (const DocumentString& resource : statement.resources) {
          CheckResourceFormat(resource, resources, issues_);
        }
      }
      if (type_ == PolicyType::kTrust) CheckTrustStatement(statement, path, issues_);
      if (type_ == PolicyType::kResourceControl) {
        CheckResourceControlStatement(statement, path, issues_);
      }
    }
    if (options_.strictness != Strictness::kLenient) CheckLiterals(statement, path);
  }

  void CheckActions(const DocumentStatement& statement, const Path& path) {
    const Path actions{&path, statement.not_action ? "NotAction" : "Action"};
    for (const DocumentString& action : statement.actions) {
      const std::string_view text = action.text;
      const size_t colon = text.find(':');
      if (text == "*") continue;
      if (colon == std::string_view::npos || colon == 0) {
        issues_->Add(CheckStage::kActionFormat,
                     "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                     "action `" + action.text + "` lacks its service; write `service:Name`",
                     actions, action.span);
      } else if (stored()) {
        CheckStoredAction(action, text.substr(0, colon), text.substr(colon + 1), actions);
      }
    }
  }

  void CheckStoredAction(const DocumentString& action, std::string_view vendor,
                         std::string_view name, const Path& path) {
    const std::string vendor_text(vendor);
    if (name.find(':') != std::string_view::npos) {
      issues_->Add(CheckStage::kActionFormat, "Actions/Condition can contain only one colon.",
                   "action `" + action.text + "` has more than one colon", path, action.span);
    } else if (vendor.find_first_of("*?") != std::string_view::npos) {
      issues_->Add(CheckStage::kActionFormat, "Action vendors must not contain wildcards.",
                   "the service of `" + action.text + "` must be written out", path, action.span);
    } else if (options_.is_known_vendor && !options_.is_known_vendor(AsciiLower(vendor))) {
      issues_->Add(CheckStage::kActionFormat, "Vendor " + vendor_text + " is not valid",
                   "there is no service `" + vendor_text + "`", path, action.span);
    }
  }

  void CheckSid(const DocumentStatement& statement, const Path& path) {
    if (!statement.has_sid || !IsIdentityBased(type_)) return;
    const Path sid{&path, "Sid"};
    if (!IsAlphanumeric(statement.sid)) {
      issues_->Add(CheckStage::kSidUnique,
                   "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the "
                   "regular expression [0-9A-Za-z]*",
                   "Sid `" + statement.sid + "` may hold letters and digits only", sid,
                   statement.span);
    }
    if (!statement.sid.empty() && !sids_.insert(statement.sid).second) {
      issues_->Add(CheckStage::kSidUnique, "Statement IDs (SID) in a single policy must be unique.",
                   "Sid `" + statement.sid + "` stands twice", sid, statement.span);
    }
  }

  // Session policies may hold literals that can't be read, save base64 [r].
  void CheckLiterals(const DocumentStatement& statement, const Path& path) {
    const Path conditions{&path, "Condition"};
    for (const DocumentCondition& condition : statement.conditions) {
      OperatorName name;
      if (!ReadOperatorName(condition.op, &name)) continue;
      if (!stored() && name.op != ConditionOperator::kBinaryEquals) continue;
      const Path op{&conditions, condition.op};
      for (const DocumentString& value : condition.values) {
        if (IsStorableLiteral(name.op, value.text, document_.variables_enabled())) continue;
        issues_->Add(CheckStage::kLegacyParsing, kLegacyParsingFailed,
                     "`" + value.text + "` can't be read under " + condition.op,
                     Path{&op, condition.key}, value.span);
      }
    }
  }

  const PolicyDocument& document_;
  PolicyType type_;
  const ParseOptions& options_;
  IssueList* issues_;
  std::set<std::string> sids_;
};

}  // namespace

void CheckDocument(const PolicyDocument& document, PolicyType type, const ParseOptions& options,
                   IssueList* issues) {
  DocumentChecker(document, type, options, issues).Check();
}

}  // namespace policy_engine
