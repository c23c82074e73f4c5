#include "simulator/report/sequence_diagram.h"

#include <algorithm>
#include <map>

#include "policy_engine/base/time.h"
#include "simulator/report/html.h"
#include "simulator/report/step_facts.h"

namespace simulator {
namespace {

constexpr int kLaneWidth = 190;
constexpr int kHeadWidth = 160;
constexpr int kHeadHeight = 40;
constexpr int kTop = 8;
constexpr int kCallHeight = 62;
constexpr int kNoteHeight = 36;
constexpr size_t kLabelCharacters = 44;

struct Lane {
  std::string name;
  std::string title;     // in the head
  std::string subtitle;  // below it, smaller
  bool session = false;
  int x = 0;
  int begin = kTop;  // top of its head
  int end = 0;       // 0: the diagram's bottom
};

class Diagram {
 public:
  Diagram(const ScenarioResult& scenario, std::string anchor_prefix)
      : scenario_(scenario), anchor_prefix_(std::move(anchor_prefix)) {}

  std::string Draw() {
    FindLanes();
    if (lanes_.empty()) return "";
    PlaceLanes();
    int y = kTop + kHeadHeight + 14;
    for (size_t i = 0; i < scenario_.steps.size(); ++i) y = DrawStep(i, y);
    height_ = y + 14;
    std::string lanes;
    for (const Lane& lane : lanes_) lanes += DrawLane(lane);
    const int width = kLaneWidth * static_cast<int>(lanes_.size());
    return Element("svg",
                   {{"class", "sequence"},
                    {"viewBox", "0 0 " + std::to_string(width) + " " + std::to_string(height_)},
                    {"width", std::to_string(width)},
                    {"height", std::to_string(height_)},
                    {"role", "img"},
                    {"aria-label", "Sequence diagram of the steps"}},
                   kArrowHeads + lanes + body_);
  }

 private:
  static const std::string kArrowHeads;

  void FindLanes() {
    for (const StepResult& step : scenario_.steps) {
      if (!step.actor.empty()) AddLane(step.actor, /*session=*/false);
      for (const IssuedCredentials& issued : step.issued) AddLane(issued.identity, true);
    }
    for (const StepResult& step : scenario_.steps) {
      if (!step.actor.empty()) AddLane(TargetAccountOf(step, scenario_), false);
    }
  }

  void AddLane(const std::string& name, bool session) {
    if (indexes_.contains(name)) return;
    indexes_[name] = lanes_.size();
    Lane lane = {.name = name, .title = name, .session = session};
    for (const auto& [account, id] : scenario_.accounts) {
      if (account == name) lane.subtitle = id;
    }
    const size_t slash = name.rfind('/');
    if (slash != std::string::npos) {
      lane.title = name.substr(slash + 1);
      lane.subtitle = name.substr(0, slash);
    } else if (lane.subtitle.empty() && name != "anonymous") {
      lane.subtitle = "account";
    } else if (!lane.subtitle.empty()) {
      lane.subtitle = "account " + lane.subtitle;
    }
    lanes_.push_back(std::move(lane));
  }

  void PlaceLanes() {
    int x = kLaneWidth / 2;
    for (Lane& lane : lanes_) {
      lane.x = x;
      x += kLaneWidth;
    }
  }

  Lane& LaneOf(const std::string& name) { return lanes_[indexes_.at(name)]; }

  int DrawStep(size_t index, int y) {
    const StepResult& step = scenario_.steps[index];
    EndExpired(step, y);
    if (step.actor.empty()) return DrawNote(step, y);
    const Lane& from = LaneOf(step.actor);
    const Lane& to = LaneOf(TargetAccountOf(step, scenario_));
    const std::string css = StepCss(step);
    std::string label = std::to_string(step.number) + " " + step.action;
    if (!step.on_behalf_of.empty()) label += " for " + step.on_behalf_of;
    const int ask = y + 18;
    const int answer = y + 44;
    std::string drawn =
        Arrow(from.x, to.x, ask, "ask") + Label(from.x, to.x, ask - 6, "ask", label) +
        Arrow(to.x, from.x, answer, "answer " + css) +
        Label(from.x, to.x, answer - 6, "outcome " + css, OutcomeSign(step) + " " + step.outcome);
    drawn += TextElement("title", {}, step.title + ": " + step.outcome);
    body_ += Element("a", {{"href", "#" + anchor_prefix_ + std::to_string(step.number)}}, drawn);
    for (const IssuedCredentials& issued : step.issued) BeginSession(issued, from.x, answer);
    return y + kCallHeight + (step.issued.empty() ? 0 : kHeadHeight - 14);
  }

  void BeginSession(const IssuedCredentials& issued, int from_x, int y) {
    Lane& lane = LaneOf(issued.identity);
    if (lane.begin != kTop) return;  // renewed
    lane.begin = y + 8;
    const int middle = lane.begin + kHeadHeight / 2;
    const int edge = lane.x > from_x ? lane.x - kHeadWidth / 2 : lane.x + kHeadWidth / 2;
    body_ +=
        EmptyElement("path", {{"class", "issue"},
                              {"d", "M" + std::to_string(from_x) + " " + std::to_string(y) + "V" +
                                        std::to_string(middle) + "H" + std::to_string(edge)},
                              {"marker-end", "url(#head-issue)"}});
    expires_[issued.identity] = issued.expires;
  }

  // Lanes whose credentials have expired when this step begins.
  void EndExpired(const StepResult& step, int y) {
    for (auto& [identity, expires] : expires_) {
      Lane& lane = LaneOf(identity);
      // ISO 8601 in UTC: the texts' order is that of time.
      if (expires.empty() || lane.end != 0 || step.time < expires) continue;
      lane.end = y;
      body_ += TextElement("text",
                           {{"class", "expired"},
                            {"x", std::to_string(lane.x)},
                            {"y", std::to_string(y + 4)},
                            {"text-anchor", "middle"}},
                           "✕");
      body_ += TextElement("text",
                           {{"class", "expired small"},
                            {"x", std::to_string(lane.x + 10)},
                            {"y", std::to_string(y + 3)}},
                           "expired");
    }
  }

  // A step in which nobody acts, across all lanes.
  int DrawNote(const StepResult& step, int y) {
    const int width = kLaneWidth * static_cast<int>(lanes_.size());
    const std::string words = step.action + (step.outcome.empty() ? "" : "  →  " + step.outcome);
    body_ += EmptyElement("rect", {{"class", "note " + StepCss(step)},
                                   {"x", "10"},
                                   {"y", std::to_string(y + 4)},
                                   {"width", std::to_string(width - 20)},
                                   {"height", "24"},
                                   {"rx", "12"}});
    body_ += TextElement(
        "text",
        {{"class", "note"},
         {"x", std::to_string(width / 2)},
         {"y", std::to_string(y + 20)},
         {"text-anchor", "middle"}},
        std::to_string(step.number) + " " + Shortened(words, static_cast<size_t>(width / 8)));
    return y + kNoteHeight;
  }

  std::string Arrow(int from, int to, int y, const std::string& css) {
    return EmptyElement("line", {{"class", css},
                                 {"x1", std::to_string(from)},
                                 {"x2", std::to_string(from < to ? to - 2 : to + 2)},
                                 {"y1", std::to_string(y)},
                                 {"y2", std::to_string(y)},
                                 {"marker-end", css == "ask" ? "url(#head-ask)" : "url(#head)"}});
  }

  std::string Label(int from, int to, int y, const std::string& css, const std::string& words) {
    const bool wide = std::abs(from - to) > kLaneWidth;
    return TextElement("text",
                       {{"class", css},
                        {"x", std::to_string((from + to) / 2)},
                        {"y", std::to_string(y)},
                        {"text-anchor", "middle"}},
                       Shortened(words, wide ? kLabelCharacters : kLabelCharacters * 5 / 8));
  }

  std::string DrawLane(const Lane& lane) const {
    const int end = lane.end == 0 ? height_ : lane.end;
    const std::string css = lane.session ? "session" : "";
    const std::string x = std::to_string(lane.x);
    return EmptyElement("line", {{"class", "life " + css},
                                 {"x1", x},
                                 {"x2", x},
                                 {"y1", std::to_string(lane.begin + kHeadHeight)},
                                 {"y2", std::to_string(end)}}) +
           EmptyElement("rect", {{"class", "head " + css},
                                 {"x", std::to_string(lane.x - kHeadWidth / 2)},
                                 {"y", std::to_string(lane.begin)},
                                 {"width", std::to_string(kHeadWidth)},
                                 {"height", std::to_string(kHeadHeight)},
                                 {"rx", "6"}}) +
           TextElement("text",
                       {{"class", "name"},
                        {"x", x},
                        {"y", std::to_string(lane.begin + 17)},
                        {"text-anchor", "middle"}},
                       Shortened(lane.title, 20)) +
           TextElement("text",
                       {{"class", "small"},
                        {"x", x},
                        {"y", std::to_string(lane.begin + 32)},
                        {"text-anchor", "middle"}},
                       Shortened(lane.subtitle, 25));
  }

  const ScenarioResult& scenario_;
  const std::string anchor_prefix_;
  std::vector<Lane> lanes_;
  std::map<std::string, size_t> indexes_;
  std::map<std::string, std::string> expires_;  // of sessions, by identity
  std::string body_;
  int height_ = 0;
};

// One page holds many diagrams; that each defines the same heads does no harm.
const std::string Diagram::kArrowHeads =
    "<defs>"
    "<marker id=\"head-ask\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" "
    "markerHeight=\"8\" orient=\"auto\"><path class=\"head-ask\" d=\"M0 0L10 5L0 10z\"/></marker>"
    "<marker id=\"head\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" "
    "markerHeight=\"8\" orient=\"auto\"><path class=\"head-answer\" d=\"M0 0L10 5L0 10\"/>"
    "</marker>"
    "<marker id=\"head-issue\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"8\" "
    "markerHeight=\"8\" orient=\"auto\"><path class=\"head-issue\" d=\"M0 0L10 5L0 10z\"/></marker>"
    "</defs>";

}  // namespace

std::string SequenceDiagram(const ScenarioResult& scenario, const std::string& anchor_prefix) {
  return Diagram(scenario, anchor_prefix).Draw();
}

}  // namespace simulator
