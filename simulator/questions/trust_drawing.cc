#include "simulator/questions/trust_drawing.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "simulator/questions/answers.h"
#include "simulator/report/html.h"

namespace simulator {

using policy_engine::Json;

namespace {

struct Edge {
  std::string from;
  std::string to;
  std::string label;
};

struct Graph {
  std::map<std::string, std::string> kinds;  // by id
  std::vector<Edge> edges;

  std::vector<const Edge*> From(const std::string& id) const {
    std::vector<const Edge*> out;
    for (const Edge& edge : edges) {
      if (edge.from == id) out.push_back(&edge);
    }
    return out;
  }
};

Graph Read(const Json& json) {
  Graph graph;
  std::set<std::string> linked;
  for (const Json& edge : json.Find("edges")->items()) {
    graph.edges.push_back(
        {edge.Find("from")->AsString(), edge.Find("to")->AsString(), ConditionsText(edge)});
    linked.insert(graph.edges.back().from);
    linked.insert(graph.edges.back().to);
  }
  for (const Json& node : json.Find("nodes")->items()) {
    const std::string& id = node.Find("id")->AsString();
    if (linked.contains(id)) graph.kinds[id] = node.Find("kind")->AsString();
  }
  return graph;
}

// Roles that are met again are named and not followed: trust may run in circles.
void Walk(const Graph& graph, const std::string& id, size_t depth, std::set<std::string>* met,
          std::string* text) {
  for (const Edge* edge : graph.From(id)) {
    const bool again = !met->insert(edge->to).second;
    *text += std::string(2 * depth, ' ') + "-> " + edge->to +
             (edge->label.empty() ? "" : "  " + edge->label) + (again ? "  (see above)" : "") +
             "\n";
    if (!again) Walk(graph, edge->to, depth + 1, met, text);
  }
}

std::string DotText(const std::string& text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c == '\n' ? ' ' : c;
  }
  return "\"" + escaped + "\"";
}

// ------------------------------------------------------------------------------ the drawing

constexpr int kWidth = 330;
constexpr int kHeight = 40;
constexpr int kGapX = 190;
constexpr int kGapY = 26;
constexpr size_t kNameMax = 44;
constexpr size_t kLabelMax = 60;

// Columns: how many steps of trust lie before a node, at most; circles end the count.
std::map<std::string, size_t> Columns(const Graph& graph) {
  std::map<std::string, size_t> columns;
  for (const auto& [id, kind] : graph.kinds) columns[id] = 0;
  for (size_t round = 0; round < graph.kinds.size(); ++round) {
    bool moved = false;
    for (const Edge& edge : graph.edges) {
      if (edge.from == edge.to || columns[edge.from] < columns[edge.to]) continue;
      if (columns[edge.from] + 1 >= graph.kinds.size()) continue;
      columns[edge.to] = columns[edge.from] + 1;
      moved = true;
    }
    if (!moved) return columns;
  }
  // A circle: what is in it stands in one column.
  const size_t last = std::min<size_t>(graph.kinds.size(), 3);
  for (auto& [id, column] : columns) column = std::min(column, last);
  return columns;
}

struct Point {
  int x = 0;
  int y = 0;
};

std::string Number(int value) { return std::to_string(value); }

std::string NodeSvg(const std::string& id, const std::string& kind, Point at) {
  return Element("g", {},
                 TextElement("title", {}, id) +
                     EmptyElement("rect", {{"class", kind},
                                           {"x", Number(at.x)},
                                           {"y", Number(at.y)},
                                           {"width", Number(kWidth)},
                                           {"height", Number(kHeight)},
                                           {"rx", "6"}}) +
                     TextElement("text",
                                 {{"x", Number(at.x + kWidth / 2)},
                                  {"y", Number(at.y + kHeight / 2 + 4)},
                                  {"text-anchor", "middle"}},
                                 Shortened(id, kNameMax)));
}

std::string EdgeSvg(const Edge& edge, Point from, Point to) {
  const int x1 = from.x + kWidth;
  const int y1 = from.y + kHeight / 2;
  const int y2 = to.y + kHeight / 2;
  const int middle = (x1 + to.x) / 2;
  const std::string path = "M" + Number(x1) + " " + Number(y1) + "C" + Number(middle) + " " +
                           Number(y1) + " " + Number(middle) + " " + Number(y2) + " " +
                           Number(to.x) + " " + Number(y2);
  std::string text = EmptyElement("path", {{"class", edge.label.empty() ? "open" : "conditional"},
                                           {"d", path},
                                           {"marker-end", "url(#head)"}});
  if (!edge.label.empty()) {
    text += TextElement("text",
                        {{"class", "label"},
                         {"x", Number(middle)},
                         {"y", Number((y1 + y2) / 2 - 4)},
                         {"text-anchor", "middle"}},
                        Shortened(edge.label, kLabelMax));
  }
  return Element("g", {},
                 TextElement("title", {}, edge.from + " -> " + edge.to + " " + edge.label) + text);
}

constexpr const char* kStyle =
    "text{font:12px system-ui,sans-serif;fill:#1c2330}rect{fill:#f1f3f6;stroke:#98a2b3}"
    "rect.role{fill:#ebe3fb;stroke:#6b3fc4}rect.user{fill:#dff3e6;stroke:#14783c}"
    "path{fill:none;stroke:#5c6675;stroke-width:1.4}path.conditional{stroke-dasharray:5 3}"
    "text.label{font-size:11px;fill:#5c6675;paint-order:stroke;stroke:#fff;stroke-width:4px}";

}  // namespace

std::string TrustText(const Json& json) {
  const Graph graph = Read(json);
  if (graph.edges.empty()) return "nobody can assume a role\n";
  std::string text;
  for (const auto& [id, kind] : graph.kinds) {
    if (graph.From(id).empty()) continue;
    text += id + "  (" + kind + ")\n";
    std::set<std::string> met = {id};
    Walk(graph, id, 1, &met, &text);
  }
  return text;
}

std::string TrustDot(const Json& json) {
  const Graph graph = Read(json);
  std::string text = "digraph trust {\n  rankdir=LR;\n  node [shape=box];\n";
  for (const auto& [id, kind] : graph.kinds) {
    text += "  " + DotText(id) + (kind == "role" ? " [style=rounded];\n" : ";\n");
  }
  for (const Edge& edge : graph.edges) {
    text += "  " + DotText(edge.from) + " -> " + DotText(edge.to);
    text += edge.label.empty() ? ";\n" : " [style=dashed, label=" + DotText(edge.label) + "];\n";
  }
  return text + "}\n";
}

std::string TrustSvg(const Json& json) {
  const Graph graph = Read(json);
  std::map<size_t, int> rows;
  std::map<std::string, Point> places;
  Point size;
  for (const auto& [id, column] : Columns(graph)) {
    const int row = rows[column]++;
    const Point at{20 + static_cast<int>(column) * (kWidth + kGapX), 20 + row * (kHeight + kGapY)};
    size.x = std::max(size.x, at.x + kWidth + 20);
    size.y = std::max(size.y, at.y + kHeight + 20);
    places[id] = at;
  }
  std::string drawing = Element("style", {}, kStyle);
  drawing += Element("defs", {},
                     Element("marker",
                             {{"id", "head"},
                              {"viewBox", "0 0 10 10"},
                              {"refX", "9"},
                              {"refY", "5"},
                              {"markerWidth", "8"},
                              {"markerHeight", "8"},
                              {"orient", "auto"}},
                             EmptyElement("path", {{"d", "M0 0L10 5L0 10z"}})));
  for (const Edge& edge : graph.edges) drawing += EdgeSvg(edge, places[edge.from], places[edge.to]);
  for (const auto& [id, at] : places) drawing += NodeSvg(id, graph.kinds.at(id), at);
  return Element("svg",
                 {{"xmlns", "http://www.w3.org/2000/svg"},
                  {"viewBox", "0 0 " + Number(size.x) + " " + Number(size.y)},
                  {"width", Number(size.x)},
                  {"height", Number(size.y)}},
                 drawing) +
         "\n";
}

}  // namespace simulator
