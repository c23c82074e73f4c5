// Steps: what a scenario does, one after another.

#include <algorithm>

#include "policy_engine/base/time.h"
#include "simulator/scenario/field_reader.h"
#include "simulator/scenario/loader_parts.h"
#include "simulator/scenario/value_path.h"
#include "simulator/scenario/variables.h"

namespace simulator {
namespace {

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  size_t begin = 0;
  while (true) {
    const size_t end = text.find(separator, begin);
    parts.push_back(text.substr(begin, end - begin));
    if (end == std::string_view::npos) return parts;
    begin = end + 1;
  }
}

std::optional<Identity> ReadIdentity(const Text& text) {
  const std::vector<std::string_view> parts = Split(text.value, '/');
  if (std::any_of(parts.begin(), parts.end(), [](auto part) { return part.empty(); })) {
    return std::nullopt;
  }
  Identity identity;
  identity.text = text;
  if (parts.size() == 1 && parts[0] == "anonymous") return identity;
  if (parts.size() == 2 && (parts[0] == "session" || parts[0] == "service")) {
    identity.kind = parts[0] == "session" ? Identity::Kind::kSession : Identity::Kind::kService;
    identity.name = parts[1];
    return identity;
  }
  identity.account = parts[0];
  if (parts.size() == 2 && parts[1] == "root") {
    identity.kind = Identity::Kind::kRoot;
    return identity;
  }
  if (parts.size() < 3 || parts.size() > 4 || parts[1] != "user") return std::nullopt;
  identity.kind = Identity::Kind::kUser;
  identity.name = parts[2];
  if (parts.size() == 4) identity.access_key = parts[3];
  return identity;
}

void LoadAs(FieldReader& fields, Step* step) {
  const auto text = fields.OptionalText("as");
  if (!text) {
    if (!fields.Has("as")) fields.Note(step->place, "the step needs \"as\": who makes it");
    return;
  }
  step->as = ReadIdentity(*text);
  if (!step->as) {
    fields.Note(text->place,
                "\"" + text->value +
                    "\" is no identity; write ACCOUNT/user/NAME, ACCOUNT/user/NAME/KEY, "
                    "ACCOUNT/root, session/NAME, service/NAME or anonymous (a role "
                    "acts only once assumed, as session/NAME)");
  }
}

// `assume: NAME`: sts:AssumeRole, whose credentials are kept as `session/NAME`; NAME is the
// session's name unless `with` gives another.
void LoadAssume(FieldReader& fields, Step* step) {
  const Text name = fields.RequiredText("assume");
  CallStep call{{"sts:AssumeRole", name.place}, "sts", "AssumeRole", nullptr};
  auto with = std::make_shared<YamlNode>();
  with->kind = YamlNode::Kind::kMap;
  with->place = name.place;
  with->members = fields.Members("with");
  if (with->Find("RoleSessionName") == nullptr) {
    auto session_name = std::make_shared<YamlNode>();
    session_name->kind = YamlNode::Kind::kText;
    session_name->text = name.value;
    session_name->place = name.place;
    with->members.push_back({"RoleSessionName", name.place, std::move(session_name)});
  }
  call.with = std::move(with);
  step->save.push_back({{"$session", name.place}, name, true});
  step->action = std::move(call);
}

void LoadCall(FieldReader& fields, Step* step) {
  CallStep call;
  call.call = fields.RequiredText("call");
  const std::vector<std::string_view> parts = Split(call.call.value, ':');
  if (parts.size() != 2 || (parts[0] != "iam" && parts[0] != "sts") || parts[1].empty()) {
    fields.Note(call.call.place, "\"call\" takes iam:OPERATION or sts:OPERATION, not \"" +
                                     call.call.value +
                                     "\"; ask about other services with \"check\"");
  } else {
    call.service = parts[0];
    call.operation = parts[1];
  }
  fields.Members("with");
  call.with = fields.Get("with");
  step->action = std::move(call);
}

// `ACTION on ARN`.
void LoadQuestion(FieldReader& fields, std::string_view key, const Text& text, bool allow,
                  std::vector<Question>* questions) {
  const size_t on = text.value.find(" on ");
  if (on == std::string::npos || on == 0 || on + 4 == text.value.size()) {
    fields.Note(text.place,
                "\"" + std::string(key) + "\" takes `ACTION on ARN`, not \"" + text.value + "\"");
    return;
  }
  questions->push_back(
      {{text.value.substr(0, on), text.place}, {text.value.substr(on + 4), text.place}, allow});
}

void LoadQuestions(FieldReader& fields, std::string_view key, std::vector<Question>* questions) {
  for (const Text& text : fields.Texts(key)) {
    LoadQuestion(fields, key, text, key == "allow", questions);
  }
}

// Values of context keys are texts or lists of texts.
YamlPointer LoadContext(FieldReader& fields, SourceIssues* issues) {
  for (const YamlMember& member : fields.Members("context")) {
    ReadTexts(*member.value, "the context key " + member.key, issues);
  }
  return fields.Get("context");
}

void LoadCheck(const YamlNode& node, Step* step, SourceIssues* issues) {
  FieldReader fields(node, CheckKeys(), issues);
  CheckStep check;
  LoadQuestions(fields, "allow", &check.questions);
  LoadQuestions(fields, "deny", &check.questions);
  check.context = LoadContext(fields, issues);
  if (!fields.Has("allow") && !fields.Has("deny")) {
    fields.Note(node.place, "\"check\" needs \"allow\" or \"deny\"");
  }
  step->action = std::move(check);
}

void LoadAdvance(FieldReader& fields, Step* step) {
  AdvanceStep advance;
  const Text text = fields.RequiredText("advance");
  advance.text = text.value;
  const auto duration = policy_engine::ParseDuration(text.value);
  if (!duration || duration->count() <= 0) {
    fields.Note(text.place, "\"advance\" takes a duration such as 1h30m, 90d or PT15M, not \"" +
                                text.value + "\"");
  } else {
    advance.by = *duration;
  }
  step->action = std::move(advance);
}

const YamlNode& NodeOrEmpty(const YamlPointer& node) {
  static const YamlNode& empty = *new YamlNode();
  return node == nullptr ? empty : *node;
}

void LoadConsole(FieldReader& fields, Step* step, SourceIssues* issues) {
  fields.OptionalWord("console", {"switch-role"});
  const YamlPointer with_node = fields.Get("with");
  if (with_node == nullptr) {
    fields.Note(step->place, "switch-role needs \"with\": {account: …, role: …}");
  }
  FieldReader with(NodeOrEmpty(with_node), SwitchRoleKeys(), issues);
  SwitchRoleStep switch_role;
  if (with_node != nullptr) {
    switch_role.account = with.RequiredText("account");
    switch_role.role = with.RequiredText("role");
  }
  step->action = std::move(switch_role);
}

// One question, whose answer `expect` gives.
void LoadCan(FieldReader& fields, Step* step, SourceIssues* issues) {
  CheckStep check;
  FieldReader expect(NodeOrEmpty(fields.Get("expect")), CanExpectKeys(), issues);
  const bool allow = expect.OptionalBool("allow").value_or(true);
  const Text question = fields.RequiredText("can");
  LoadQuestion(fields, "can", question, allow, &check.questions);
  check.context = LoadContext(fields, issues);
  if (const YamlPointer explain = expect.Get("explain")) {
    step->expect.explain = LoadExplainExpectation(*explain, issues);
  }
  step->action = std::move(check);
}

bool LoadAllowDeny(FieldReader& fields, std::string_view key, bool otherwise) {
  const auto word = fields.OptionalWord(key, {"allow", "deny"});
  return word ? word->value == "allow" : otherwise;
}

void LoadProbe(FieldReader& fields, Step* step, SourceIssues* issues) {
  fields.OptionalWord("probe", {"external-id"});
  const YamlPointer with_node = fields.Get("with");
  if (with_node == nullptr) {
    fields.Note(step->place, "external-id needs \"with\": {RoleArn: …, right: …}");
  }
  FieldReader with(NodeOrEmpty(with_node), ProbeKeys(), issues);
  ProbeStep probe;
  if (with_node != nullptr) {
    probe.role_arn = with.RequiredText("RoleArn");
    probe.right = with.RequiredText("right");
    probe.session_name = with.OptionalText("RoleSessionName");
  }
  FieldReader expect(NodeOrEmpty(fields.Get("expect")), ProbeExpectKeys(), issues);
  probe.without = LoadAllowDeny(expect, "without", false);
  probe.wrong = LoadAllowDeny(expect, "wrong", false);
  probe.right_allowed = LoadAllowDeny(expect, "right", true);
  step->action = std::move(probe);
}

void LoadWhoCan(FieldReader& fields, Step* step, SourceIssues* issues) {
  FieldReader question(NodeOrEmpty(fields.Get("who_can")), WhoCanKeys(), issues);
  WhoCanStep who_can;
  who_can.action = question.RequiredText("action");
  who_can.resource = question.RequiredText("resource");
  who_can.context = LoadContext(question, issues);
  FieldReader expect(NodeOrEmpty(fields.Get("expect")), WhoCanExpectKeys(), issues);
  if (expect.Has("exactly")) who_can.exactly = expect.Texts("exactly");
  who_can.includes = expect.Texts("includes");
  who_can.excludes = expect.Texts("excludes");
  if (!expect.Has("exactly") && !expect.Has("includes") && !expect.Has("excludes")) {
    fields.Note(step->place, "who_can needs \"expect\" with exactly, includes or excludes");
  }
  step->action = std::move(who_can);
}

void LoadLint(FieldReader& fields, Step* step, SourceIssues* issues) {
  LintStep lint;
  lint.target = fields.RequiredText("lint");
  FieldReader expect(NodeOrEmpty(fields.Get("expect")), LintExpectKeys(), issues);
  if (expect.Has("exactly")) lint.exactly = expect.Texts("exactly");
  lint.includes = expect.Texts("includes");
  lint.excludes = expect.Texts("excludes");
  if (!expect.Has("exactly") && !expect.Has("includes") && !expect.Has("excludes")) {
    fields.Note(step->place, "lint needs \"expect\" with exactly, includes or excludes");
  }
  step->action = std::move(lint);
}

void LoadSave(FieldReader& fields, Step* step) {
  for (auto& [name, value] : fields.TextMembers("save")) {
    Save save{name, value, name.value == "$session"};
    if (!save.is_session && !IsVariableName(name.value)) {
      fields.Note(name.place,
                  "\"" + name.value + "\" can't name a variable: letters, digits and underscores");
    }
    if (!save.is_session) {
      const auto path = ValuePath::Parse(value.value);
      if (!path.ok()) fields.Note(value.place, path.error().message);
    }
    step->save.push_back(std::move(save));
  }
}

// The key of `node` that says what the step does; empty, and noted, if there isn't exactly one.
std::string StepKind(const YamlNode& node, SourceIssues* issues) {
  std::string kind;
  for (const YamlMember& member : node.members) {
    const auto& kinds = StepKindKeys();
    if (std::find(kinds.begin(), kinds.end(), member.key) == kinds.end()) continue;
    if (!kind.empty()) {
      issues->push_back(
          {member.key_place, "a step does one thing: \"" + kind + "\" or \"" + member.key + "\""});
      return "";
    }
    kind = member.key;
  }
  if (!kind.empty()) return kind;
  // A misspelt kind gets its hint from the table of a call, which knows the common keys too.
  KeyTable table = CallStepKeys();
  table.what = "a step";
  table.keys.insert(table.keys.end(), StepKindKeys().begin(), StepKindKeys().end());
  const size_t before = issues->size();
  FieldReader(node, table, issues);
  if (issues->size() == before) {
    issues->push_back({node.place, "a step needs one of " + JoinNames(StepKindKeys())});
  }
  return "";
}

const KeyTable& StepKeysOf(const std::string& kind) {
  if (kind == "call") return CallStepKeys();
  if (kind == "assume") return AssumeStepKeys();
  if (kind == "check") return CheckStepKeys();
  if (kind == "can") return CanStepKeys();
  if (kind == "advance") return AdvanceStepKeys();
  if (kind == "console") return ConsoleStepKeys();
  if (kind == "probe") return ProbeStepKeys();
  if (kind == "who_can") return WhoCanStepKeys();
  return LintStepKeys();
}

void LoadExpect(FieldReader& fields, const std::string& kind, Step* step, SourceIssues* issues) {
  const YamlPointer expect = fields.Get("expect");
  if (expect == nullptr) return;
  if (kind == "check") {
    FieldReader check(*expect, CheckExpectKeys(), issues);
    if (const YamlPointer explain = check.Get("explain")) {
      step->expect.explain = LoadExplainExpectation(*explain, issues);
    }
  } else if (kind == "call" || kind == "assume" || kind == "console") {
    step->expect = LoadExpectation(*expect, issues);
  }
}

void CheckWhoMayAct(FieldReader& fields, const std::string& kind, const Step& step) {
  if (step.as && step.as->kind == Identity::Kind::kService && kind != "check" && kind != "can") {
    fields.Note(step.as->text.place,
                "a service can't be made to call; only \"check\" and \"can\" ask as it");
  }
}

Step LoadStep(const YamlNode& node, size_t number, SourceIssues* issues) {
  Step step;
  step.number = number;
  step.place = node.place;
  if (!node.is_map()) {
    issues->push_back({node.place, "a step takes a mapping, not " + std::string(node.KindName())});
    return step;
  }
  const std::string kind = StepKind(node, issues);
  if (kind.empty()) return step;
  FieldReader fields(node, StepKeysOf(kind), issues);
  step.name = fields.OptionalText("name");
  step.on_behalf_of = fields.OptionalText("on_behalf_of");
  step.known_gap = fields.OptionalText("known_gap");
  if (kind != "advance" && kind != "who_can" && kind != "lint") LoadAs(fields, &step);
  CheckWhoMayAct(fields, kind, step);
  if (kind == "call") LoadCall(fields, &step);
  if (kind == "assume") LoadAssume(fields, &step);
  if (kind == "check") LoadCheck(*fields.Get("check"), &step, issues);
  if (kind == "can") LoadCan(fields, &step, issues);
  if (kind == "advance") LoadAdvance(fields, &step);
  if (kind == "console") LoadConsole(fields, &step, issues);
  if (kind == "probe") LoadProbe(fields, &step, issues);
  if (kind == "who_can") LoadWhoCan(fields, &step, issues);
  if (kind == "lint") LoadLint(fields, &step, issues);
  LoadSave(fields, &step);
  LoadExpect(fields, kind, &step, issues);
  return step;
}

}  // namespace

std::vector<Step> LoadSteps(const YamlNode& node, SourceIssues* issues) {
  std::vector<Step> steps;
  if (!node.is_list() || node.items.empty()) {
    issues->push_back({node.place, "\"steps\" takes a list of at least one step"});
  }
  for (const YamlPointer& item : node.items) {
    steps.push_back(LoadStep(*item, steps.size() + 1, issues));
  }
  return steps;
}

}  // namespace simulator
