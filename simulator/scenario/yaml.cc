#include "simulator/scenario/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <map>
#include <optional>
#include <set>
#include <streambuf>

#include "policy_engine/base/json.h"
#include "simulator/scenario/json_tree.h"
#include "simulator/scenario/place_counter.h"

namespace simulator {
namespace {

using policy_engine::LineColumnAt;

// A stream over memory that copies nothing.
class ViewBuffer : public std::streambuf {
 public:
  explicit ViewBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());
    setg(begin, begin, begin + text.size());
  }
};

// Ends the parse from inside an event; caught in ParseYaml.
struct Stop {
  SourceIssue issue;
};

// Builds the tree from yaml-cpp's events. Its own Node tree would apply aliases without a count,
// keep duplicate keys and read the policy operator `Null` as no value.
class TreeBuilder : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::shared_ptr<const std::string> file,
              const YamlLimits& limits)
      : text_(text), limits_(limits), places_(text, std::move(file)) {}

  YamlPointer root() const { return root_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto node = NewNode(YamlNode::Kind::kNull, mark);
    if (ExpectsKey()) {
      const std::string word = NullWordAt(mark);
      if (!word.empty()) {
        node->kind = YamlNode::Kind::kText;
        node->text = word;
      }
    }
    Add(std::move(node), 1, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
      Fail(mark, "an alias stands inside the value that it names");
    }
    AddShared(found->second.node, found->second.nodes, mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    RefuseTag(mark, tag);
    auto node = NewNode(YamlNode::Kind::kText, mark);
    node->text = value;
    Add(std::move(node), 1, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    RefuseTag(mark, tag);
    Open(YamlNode::Kind::kList, mark, anchor);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    RefuseTag(mark, tag);
    Open(YamlNode::Kind::kMap, mark, anchor);
  }
  void OnMapEnd() override { Close(); }

  SourcePlace PlaceOf(const YAML::Mark& mark) const {
    return places_.At(std::min(mark.pos < 0 ? 0 : static_cast<size_t>(mark.pos), text_.size()));
  }

 private:
  struct OpenNode {
    std::shared_ptr<YamlNode> node;
    YAML::anchor_t anchor;
    size_t nodes = 1;
    std::optional<YamlMember> pending;  // a map's key whose value is still to come
    std::set<std::string> keys = {};
  };
  struct Anchored {
    YamlPointer node;
    size_t nodes;
  };

  [[noreturn]] void Fail(const YAML::Mark& mark, std::string message) const {
    throw Stop{{PlaceOf(mark), std::move(message)}};
  }

  std::shared_ptr<YamlNode> NewNode(YamlNode::Kind kind, const YAML::Mark& mark) const {
    auto node = std::make_shared<YamlNode>();
    node->kind = kind;
    node->place = PlaceOf(mark);
    return node;
  }

  // yaml-cpp gives "?" for plain and "!" for quoted scalars, "" or "?" for collections.
  void RefuseTag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?" || tag == "!") return;
    Fail(mark, "the tag " + tag + " is not allowed: every scalar is text");
  }

  bool ExpectsKey() const {
    return !stack_.empty() && stack_.back().node->is_map() && !stack_.back().pending;
  }

  // The word that yaml-cpp took for null: a policy may use the operator Null as a key.
  std::string NullWordAt(const YAML::Mark& mark) const {
    if (mark.pos < 0) return "";
    const std::string_view rest = text_.substr(std::min<size_t>(mark.pos, text_.size()), 4);
    for (const std::string_view word : {"null", "Null", "NULL"}) {
      if (rest == word) return std::string(word);
    }
    return "";
  }

  void Open(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (ExpectsKey()) Fail(mark, "a key must be text");
    if (static_cast<int>(stack_.size()) >= limits_.depth_max) {
      Fail(mark, "nested more than " + std::to_string(limits_.depth_max) + " deep");
    }
    stack_.push_back({NewNode(kind, mark), anchor, 1, std::nullopt, {}});
  }

  void Close() {
    OpenNode done = std::move(stack_.back());
    stack_.pop_back();
    Add(done.node, done.nodes, done.anchor);
  }

  void Add(std::shared_ptr<YamlNode> node, size_t nodes, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor) anchors_[anchor] = {node, nodes};
    Attach(std::move(node), nodes);
  }

  void AddShared(YamlPointer node, size_t nodes, const YAML::Mark& mark) {
    if (ExpectsKey() && !node->is_text()) Fail(mark, "a key must be text");
    Attach(std::move(node), nodes);
  }

  void Attach(YamlPointer node, size_t nodes) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    OpenNode& parent = stack_.back();
    parent.nodes += nodes;
    if (parent.nodes > limits_.nodes_max) {
      throw Stop{{node->place, "more than " + std::to_string(limits_.nodes_max) +
                                   " values, aliases written out"}};
    }
    if (parent.node->is_list()) {
      parent.node->items.push_back(std::move(node));
    } else if (!parent.pending) {
      AddKey(parent, *node);
    } else {
      parent.pending->value = std::move(node);
      parent.node->members.push_back(*std::move(parent.pending));
      parent.pending.reset();
    }
  }

  static void AddKey(OpenNode& parent, const YamlNode& key) {
    if (!key.is_text()) throw Stop{{key.place, "a key is missing"}};
    if (key.text == "<<") {
      throw Stop{{key.place, "merge keys (<<) are not allowed; write the members out"}};
    }
    if (!parent.keys.insert(key.text).second) {
      throw Stop{{key.place, "the key \"" + key.text + "\" stands twice in one mapping"}};
    }
    parent.pending = YamlMember{key.text, key.place, nullptr};
  }

  std::string_view text_;
  YamlLimits limits_;
  std::vector<OpenNode> stack_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  YamlPointer root_;
  // The last place asked for.
  mutable PlaceCounter places_;
};

// yaml-cpp reads UTF-16 and UTF-32 too and mends bad UTF-8 in silence; here both are errors.
std::optional<SourceIssue> CheckEncoding(std::string_view text,
                                         const std::shared_ptr<const std::string>& file) {
  size_t bad = FindInvalidUtf8(text).value_or(text.size());
  const char* message = "the bytes here are not UTF-8";
  for (size_t i = 0; i < bad; ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) {
      bad = i;
      message = "a control character; scenario files are UTF-8 text";
    }
  }
  if (bad == text.size()) return std::nullopt;
  const auto at = LineColumnAt(text, bad);
  return SourceIssue{{file, at.line, at.column}, message};
}

}  // namespace

const YamlNode* YamlNode::Find(std::string_view key) const {
  for (const YamlMember& member : members) {
    if (member.key == key) return member.value.get();
  }
  return nullptr;
}

std::string_view YamlNode::KindName() const {
  switch (kind) {
    case Kind::kNull:
      return "null";
    case Kind::kText:
      return "text";
    case Kind::kList:
      return "a list";
    case Kind::kMap:
      return "a mapping";
  }
  return "";
}

SourceResult<YamlPointer> ParseYaml(std::string_view text, const std::string& file_name,
                                    const YamlLimits& limits) {
  const auto file = std::make_shared<const std::string>(file_name);
  const auto whole_file = [&](std::string message) {
    return SourceIssues{{{file, 0, 0}, std::move(message)}};
  };
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.size() > limits.bytes_max) {
    return whole_file("larger than " + std::to_string(limits.bytes_max) + " bytes");
  }
  if (auto issue = CheckEncoding(text, file)) return SourceIssues{*std::move(issue)};
  if (auto tree = ReadJsonTree(text, file, limits)) return *std::move(tree);

  TreeBuilder builder(text, file, limits);
  try {
    ViewBuffer buffer(text);
    std::istream stream(&buffer);
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder) || builder.root() == nullptr) {
      return whole_file("the file is empty");
    }
    const YamlPointer root = builder.root();
    if (parser.HandleNextDocument(builder)) {
      return whole_file("more than one YAML document; a file holds one");
    }
    return root;
  } catch (const Stop& stop) {
    return SourceIssues{stop.issue};
  } catch (const YAML::Exception& error) {
    return SourceIssues{{builder.PlaceOf(error.mark), "not valid YAML: " + error.msg}};
  }
}

}  // namespace simulator
