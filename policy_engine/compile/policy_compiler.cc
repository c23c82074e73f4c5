// PolicyDocument → CompiledPolicy.
#include "policy_engine/compile/compiled_statement.h"
#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"

namespace policy_engine {

namespace {

ActionPattern CompileAction(const DocumentString& source) {
  ActionPattern pattern;
  pattern.encoded = EncodeGlob(AsciiLower(source.text));
  pattern.literal = LiteralPrefixLength(pattern.encoded) == pattern.encoded.size();
  pattern.hash = KeyHash(pattern.encoded);
  return pattern;
}

// Appends a text so that no two lists of texts give the same shape.
void AppendShape(std::string_view text, std::string* shape) {
  *shape += std::to_string(text.size());
  *shape += ':';
  *shape += text;
}

std::string ShapeOf(const DocumentStatement& source, bool variables) {
  std::string shape;
  shape += source.effect == Effect::kAllow ? 'A' : 'D';
  shape += variables ? 'v' : '-';
  shape += source.not_principal ? '!' : '=';
  for (const DocumentPrincipal& principal : source.principals) {
    shape += static_cast<char>('0' + static_cast<int>(principal.kind));
    AppendShape(principal.text, &shape);
  }
  shape += source.not_action ? '!' : '=';
  for (const DocumentString& action : source.actions) {
    AppendShape(AsciiLower(action.text), &shape);
  }
  shape += source.not_resource ? '!' : '=';
  for (const DocumentString& resource : source.resources) AppendShape(resource.text, &shape);
  for (const DocumentCondition& condition : source.conditions) {
    shape += 'C';
    AppendShape(condition.op, &shape);
    AppendShape(AsciiLower(condition.key), &shape);
    for (const DocumentString& value : condition.values) AppendShape(value.text, &shape);
  }
  return shape;
}

CompiledStatement CompileStatement(const DocumentStatement& source, bool variables,
                                   bool simulator) {
  CompiledStatement statement;
  statement.effect = source.effect;
  statement.not_action = source.not_action;
  statement.not_resource = source.not_resource;
  statement.not_principal = source.not_principal;
  statement.has_principal = source.has_principal;
  statement.any_resource = !source.has_resource;
  for (const DocumentString& action : source.actions) {
    statement.actions.push_back(CompileAction(action));
  }
  for (const DocumentString& resource : source.resources) {
    statement.resources.push_back(
        TextPattern::Read(resource.text, TextPattern::Syntax::kGlob, variables));
    statement.any_resource |= resource.text == "*";
  }
  for (const DocumentPrincipal& principal : source.principals) {
    statement.principals.push_back(PrincipalPattern::Compile(principal));
  }
  for (const DocumentCondition& condition : source.conditions) {
    statement.conditions.push_back(CompiledCondition::Compile(condition, variables, simulator));
  }
  statement.shape = ShapeOf(source, variables);
  return statement;
}

}  // namespace

class PolicyCompiler {
 public:
  static CompiledPolicyPtr Compile(std::string_view text, PolicyType type,
                                   const ParseOptions& options, PolicyDocument document) {
    auto policy = std::make_shared<CompiledPolicy>();
    policy->type_ = type;
    policy->source_ = options.source;
    policy->text_ = std::string(text);
    const bool variables = document.variables_enabled();
    policy->statements_.reserve(document.statements.size());
    for (const DocumentStatement& statement : document.statements) {
      policy->statements_.push_back(std::make_shared<const CompiledStatement>(
          CompileStatement(statement, variables, options.simulator)));
    }
    policy->document_ = std::move(document);
    return policy;
  }
};

size_t CompiledPolicy::MemoryBytes() const {
  size_t bytes = 0;
  for (const auto& statement : statements_) bytes += statement->MemoryBytes();
  return bytes;
}

Result<CompiledPolicyPtr, PolicyError> CompilePolicy(std::string_view text, PolicyType type,
                                                     const ParseOptions& options) {
  ASSIGN_OR_RETURN(PolicyDocument document, ParsePolicy(text, type, options));
  return PolicyCompiler::Compile(text, type, options, std::move(document));
}

}  // namespace policy_engine
