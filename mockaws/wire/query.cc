#include "mockaws/wire/query.h"

#include <algorithm>
#include <cstdint>

#include "mockaws/wire/utf8.h"

namespace mockaws {
namespace {

using policy_engine::Result;

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// ASCII without escapes: text that stands for itself. In bytes, so that the compiler looks at many
// at once.
bool IsLiteral(std::string_view text) {
  uint8_t special = 0;
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    special |= static_cast<uint8_t>(byte >= 0x80) | static_cast<uint8_t>(byte == '%') |
               static_cast<uint8_t>(byte == '+');
  }
  return special == 0;
}

// Appends `text` decoded; the offset of a bad escape, or npos.
size_t AppendDecoded(std::string_view text, bool plus_is_space, std::string* out) {
  out->reserve(out->size() + text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      *out += ' ';
    } else if (text[i] != '%') {
      *out += text[i];
    } else {
      const int high = i + 2 < text.size() ? HexDigit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? HexDigit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return i;
      *out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return std::string_view::npos;
}

// Decodes `text` into `out`; the fault of a bad escape, or nothing.
std::optional<FormFault> DecodePart(std::string_view text, std::string* out) {
  if (IsLiteral(text)) {
    out->assign(text);
    return std::nullopt;
  }
  const size_t bad = AppendDecoded(text, true, out);
  if (bad != std::string_view::npos) {
    FormFault fault{std::string(text.substr(bad, 3))};
    RepairUtf8(&fault.bad_escape);
    return fault;
  }
  RepairUtf8(out);
  return std::nullopt;
}

}  // namespace

Result<QueryParameters, FormFault> DecodeForm(std::string_view text) {
  constexpr size_t kReservedMax = 64;
  QueryParameters parameters;
  const auto marks = static_cast<size_t>(std::count(text.begin(), text.end(), '&'));
  if (!text.empty()) parameters.reserve(std::min(marks + 1, kReservedMax));
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(part.size() + 1, text.size()));
    if (part.empty()) continue;
    if (parameters.size() == kParametersMax) return FormFault{};
    const size_t equals = std::min(part.find('='), part.size());
    auto& [name, value] = parameters.emplace_back();
    auto fault = DecodePart(part.substr(0, equals), &name);
    if (!fault) fault = DecodePart(part.substr(std::min(equals + 1, part.size())), &value);
    if (fault) return *std::move(fault);
  }
  return parameters;
}

std::optional<std::string> PercentDecode(std::string_view text) {
  std::string decoded;
  if (AppendDecoded(text, false, &decoded) != std::string_view::npos) return std::nullopt;
  return decoded;
}

const std::string* FindParameter(const QueryParameters& parameters, std::string_view name) {
  for (const auto& [parameter, value] : parameters) {
    if (parameter == name) return &value;
  }
  return nullptr;
}

}  // namespace mockaws
