// Policy documents in scenario files: read, and rendered as the text that is sent.
#pragma once

#include <string>
#include <string_view>

#include "simulator/scenario/format.h"
#include "simulator/scenario/variables.h"

namespace simulator {

// A document is one of
// - a mapping or list: becomes the JSON that a person would have written, every scalar a string;
// - `{file: PATH}`, relative to `directory`: the file's text exactly as it is;
// - text: sent exactly as it is, so that malformed documents can be tried. A text that is nothing
//   but one `${name}` is that variable's value.
// Errors: null, an unreadable file.
SourceResult<Document> ReadDocument(const YamlPointer& node, const std::string& directory);

enum class DocumentStyle {
  kIndented,
  kCompact,  // where white space counts against a limit (STS session policies)
};

// The text to send. Errors: unset variables, null inside a document.
SourceResult<std::string> RenderDocument(const Document& document, const Variables& variables,
                                         DocumentStyle style = DocumentStyle::kIndented);

// Whether a parameter of IAM or STS holds a policy document or a list of them: PolicyDocument,
// AssumeRolePolicyDocument, Policy, ResourcePolicy, PolicyInputList …
bool IsDocumentParameter(std::string_view parameter);

// The directory part of a path, with its slash; empty if there is none.
std::string DirectoryOf(const std::string& path);

}  // namespace simulator
