#include "policy_engine/condition/text_pattern.h"

#include <cstring>

#include "policy_engine/pattern/ascii.h"
#include "policy_engine/pattern/hash.h"

namespace policy_engine {

namespace {

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool IsEscape(std::string_view inside) { return inside == "*" || inside == "?" || inside == "$"; }

}  // namespace

bool NextVariable(std::string_view text, size_t from, size_t* begin, size_t* end,
                  std::string_view* inside) {
  const size_t open = text.find("${", from);
  if (open == std::string_view::npos) return false;
  size_t at = open + 2;
  bool quoted = false;
  while (at < text.size() && (quoted || text[at] != '}')) {
    if (text[at] == '\'') quoted = !quoted;
    ++at;
  }
  // A quote that never closes is no quote.
  if (at == text.size()) at = text.find('}', open);
  if (at == std::string_view::npos) return false;
  *begin = open;
  *end = at + 1;
  *inside = text.substr(open + 2, at - open - 2);
  return true;
}

std::vector<std::string> VariableNames(std::string_view text) {
  std::vector<std::string> names;
  size_t begin = 0;
  size_t end = 0;
  std::string_view inside;
  for (size_t from = 0; NextVariable(text, from, &begin, &end, &inside); from = end) {
    const std::string_view name = Trim(inside.substr(0, inside.find(',')));
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

bool Expansion::Append(std::string_view text) {
  if (heap_.empty() && size_ + text.size() <= kExpansionBytes) {
    std::memcpy(inline_ + size_, text.data(), text.size());
    size_ += text.size();
    return true;
  }
  if (heap_.empty()) heap_.assign(inline_, size_);
  heap_.append(text);
  return true;
}

TextPattern TextPattern::Read(std::string_view text, Syntax syntax, bool variables) {
  TextPattern pattern;
  pattern.syntax_ = syntax;
  size_t from = 0;
  size_t begin = 0;
  size_t end = 0;
  std::string_view inside;
  while (variables && NextVariable(text, from, &begin, &end, &inside)) {
    pattern.AddLiteral(text.substr(from, begin - from), syntax);
    if (IsEscape(inside)) {
      pattern.AddLiteral(inside, Syntax::kPlain);
    } else {
      pattern.AddVariable(inside);
    }
    from = end;
  }
  pattern.AddLiteral(text.substr(from), syntax);
  pattern.Finish();
  return pattern;
}

void TextPattern::AddLiteral(std::string_view text, Syntax syntax) {
  if (text.empty()) return;
  const auto begin = static_cast<uint32_t>(encoded_.size());
  encoded_ += syntax == Syntax::kGlob ? EncodeGlob(text) : std::string(text);
  pieces_.push_back({-1, begin, static_cast<uint32_t>(encoded_.size())});
}

void TextPattern::AddVariable(std::string_view inside) {
  PolicyVariable variable;
  const size_t comma = inside.find(',');
  variable.key = AsciiLower(Trim(inside.substr(0, comma)));
  variable.hash = KeyHash(variable.key);
  variable.never = variable.key.empty() || IsMultivaluedKey(variable.key);
  if (comma != std::string_view::npos) {
    const std::string_view quoted = Trim(inside.substr(comma + 1));
    if (quoted.size() >= 2 && quoted.front() == '\'' && quoted.back() == '\'') {
      variable.has_default = true;
      variable.default_text = std::string(quoted.substr(1, quoted.size() - 2));
    } else {
      variable.never = true;
    }
  }
  pieces_.push_back({static_cast<int32_t>(variables_.size()), 0, 0});
  variables_.push_back(std::move(variable));
}

void TextPattern::Finish() {
  if (variables_.empty()) {
    pieces_.clear();
    literal_length_ = static_cast<uint32_t>(LiteralPrefixLength(encoded_));
    if (!ReadArnPattern(encoded_, &fields_)) return;
    const bool wild_head = literal_length_ <= fields_.colons[4];
    if (is_literal()) {
      arn_kind_ = ArnKind::kLiteral;
    } else if (wild_head) {
      arn_kind_ = ArnKind::kFields;
    } else if (literal_length_ + 1 == encoded_.size() && encoded_.back() == kAnyRun) {
      arn_kind_ = ArnKind::kPrefix;
    } else {
      arn_kind_ = ArnKind::kWhole;
    }
    return;
  }
  arn_kind_ = ArnKind::kVariable;
  for (const Piece& piece : pieces_) {
    if (piece.variable >= 0) break;
    const std::string_view literal(encoded_.data() + piece.begin, piece.end - piece.begin);
    const size_t length = LiteralPrefixLength(literal);
    literal_length_ += static_cast<uint32_t>(length);
    if (length < literal.size()) break;
  }
}

bool TextPattern::Expand(const RequestContext& context, Expansion* out) const {
  if (pieces_.empty()) return out->Append(encoded_);
  for (const Piece& piece : pieces_) {
    if (piece.variable < 0) {
      out->Append({encoded_.data() + piece.begin, piece.end - piece.begin});
      continue;
    }
    const PolicyVariable& variable = variables_[static_cast<size_t>(piece.variable)];
    if (variable.never) return false;
    RequestContext::View view;
    if (!context.Find(variable.key, variable.hash, &view)) {
      if (!variable.has_default) return false;
      out->Append(variable.default_text);
      continue;
    }
    if (view.multivalued() || view.size() != 1) return false;
    if (HasWildcardByte(view.value(0))) return false;
    out->Append(view.value(0));
  }
  return true;
}

TextMatch TextPattern::Match(std::string_view text, const RequestContext& context) const {
  if (!HasTextPrefix(text, literal_prefix())) return TextMatch::kNo;
  bool yes = false;
  if (!variables_.empty()) {
    Expansion expansion;
    if (!Expand(context, &expansion)) return TextMatch::kUnresolved;
    yes = syntax_ == Syntax::kPlain ? expansion.text() == text : GlobMatch(expansion.text(), text);
  } else if (is_literal()) {
    yes = text.size() == encoded_.size();
  } else {
    const std::string_view rest = std::string_view(encoded_).substr(literal_length_);
    // Most patterns are a text and a final `*`.
    yes = (rest.size() == 1 && rest[0] == kAnyRun) || GlobMatch(rest, text.substr(literal_length_));
  }
  return yes ? TextMatch::kYes : TextMatch::kNo;
}

TextMatch TextPattern::MatchArn(std::string_view arn, const ArnFields& fields,
                                const RequestContext& context) const {
  bool yes = false;
  switch (arn_kind_) {
    case ArnKind::kMalformed:
      return TextMatch::kMalformed;
    case ArnKind::kLiteral:
      yes = TextsEqual(arn, encoded_);
      break;
    case ArnKind::kPrefix:
      yes = HasTextPrefix(arn, literal_prefix());
      break;
    case ArnKind::kWhole:
      yes = HasTextPrefix(arn, literal_prefix()) &&
            GlobMatch(std::string_view(encoded_).substr(literal_length_),
                      arn.substr(literal_length_));
      break;
    case ArnKind::kFields:
      yes = HasTextPrefix(arn, literal_prefix()) && ArnFieldsMatch(encoded_, fields_, arn, fields);
      break;
    case ArnKind::kVariable: {
      Expansion expansion;
      if (!Expand(context, &expansion)) return TextMatch::kUnresolved;
      ArnFields pattern_fields;
      if (!ReadArnPattern(expansion.text(), &pattern_fields)) return TextMatch::kMalformed;
      yes = ArnFieldsMatch(expansion.text(), pattern_fields, arn, fields);
      break;
    }
  }
  return yes ? TextMatch::kYes : TextMatch::kNo;
}

size_t TextPattern::MemoryBytes() const {
  size_t bytes = sizeof(*this) + encoded_.capacity() + pieces_.capacity() * sizeof(Piece);
  for (const PolicyVariable& variable : variables_) {
    bytes += sizeof(variable) + variable.key.capacity() + variable.default_text.capacity();
  }
  return bytes;
}

}  // namespace policy_engine
