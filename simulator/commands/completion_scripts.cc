// Completion scripts: each has the whole program in it, and asks nothing of iamsim when it runs.

#include "simulator/commands/command_tree.h"

namespace simulator {
namespace {

std::string Join(const std::vector<std::string>& words, const char* separator) {
  std::string joined;
  for (const std::string& word : words) joined += (joined.empty() ? "" : separator) + word;
  return joined;
}

std::vector<std::string> CommandNames(const Command& command) {
  std::vector<std::string> names;
  for (const Command& below : command.commands) names.push_back(below.name);
  return names;
}

std::vector<std::string> OptionNames(const Command& command) {
  std::vector<std::string> names;
  for (const CommandOption& option : command.options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

// In single quotes, for any of the shells.
std::string Quoted(const std::string& text, const char* quote) {
  std::string quoted = "'";
  for (const char c : text) quoted += c == '\'' ? quote : std::string(1, c);
  return quoted + "'";
}

// `--via|-v) words="http engine" ;;` for each option with choices; `files` for those with files.
std::string BashValues(const Command& command) {
  std::string text;
  for (const CommandOption& option : command.options) {
    if (option.names.empty() || option.value.empty()) continue;
    text += "        " + Join(option.names, "|") + ") ";
    if (!option.choices.empty()) {
      text += "COMPREPLY=($(compgen -W '" + Join(option.choices, " ") + "' -- \"$current\")); ";
    } else if (option.takes_files) {
      text += "COMPREPLY=($(compgen -f -- \"$current\")); ";
    }
    text += "return ;;\n";
  }
  return text;
}

std::string BashCase(const Command& command) {
  std::string text = "    " + command.name + ")\n";
  if (const std::string values = BashValues(command); !values.empty()) {
    text += "      case \"$previous\" in\n" + values + "      esac\n";
  }
  const std::vector<std::string> below = CommandNames(command);
  std::vector<std::string> words = OptionNames(command);
  words.insert(words.begin(), below.begin(), below.end());
  text += "      words='" + Join(words, " ") + "' ;;\n";
  return text;
}

// What stands after `iamsim` on the line, as patterns of the commands.
std::string FishCondition(const Command& command) {
  return "__fish_seen_subcommand_from " + command.name;
}

std::string FishOption(const std::string& condition, const CommandOption& option) {
  if (option.names.empty()) return "";
  std::string text = "complete -c iamsim";
  if (!condition.empty()) text += " -n '" + condition + "'";
  for (const std::string& name : option.names) {
    text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (!option.value.empty()) text += option.takes_files ? " -r -F" : " -x";
  if (!option.choices.empty()) text += " -a '" + Join(option.choices, " ") + "'";
  return text + " -d " + Quoted(option.description, "\\'") + "\n";
}

std::string ZshOption(const CommandOption& option, bool last_is_files) {
  const auto clean = [](const std::string& text) {
    std::string cleaned;
    for (const char c : text) {
      if (c == '[' || c == ']' || c == ':' || c == '\\') cleaned += '\\';
      cleaned += c;
    }
    return cleaned;
  };
  if (option.names.empty()) {
    return last_is_files ? "" : " \\\n        '*:argument:_files'";
  }
  std::string text;
  for (const std::string& name : option.names) {
    std::string spec = name + "[" + clean(option.description) + "]";
    if (!option.value.empty()) {
      spec += ":" + clean(option.value) + ":";
      if (!option.choices.empty()) spec += "(" + Join(option.choices, " ") + ")";
      if (option.takes_files) spec += "_files";
    }
    text += " \\\n        " + Quoted(spec, "'\\''");
  }
  return text;
}

std::string ZshArguments(const Command& command) {
  std::string text = "      _arguments";
  bool files = false;
  for (const CommandOption& option : command.options) {
    text += ZshOption(option, files);
    files |= option.names.empty();
  }
  return text + "\n";
}

}  // namespace

std::string BashCompletion(const Command& program) {
  std::string text =
      "# Completion of iamsim for bash: source <(iamsim completion bash)\n"
      "_iamsim() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command=iamsim words= i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"${COMP_WORDS[i]}\" in\n"
      "      " +
      Join(CommandNames(program), "|") +
      ") command=${COMP_WORDS[i]}; break ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"$command\" in\n";
  text += BashCase(program);
  for (const Command& command : program.commands) text += BashCase(command);
  return text +
         "  esac\n"
         "  if [[ $current == -* || $command == iamsim ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -W \"$words\" -- \"$current\") $(compgen -f -- \"$current\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _iamsim iamsim\n";
}

std::string ZshCompletion(const Command& program) {
  std::string text =
      "#compdef iamsim\n"
      "# Completion of iamsim for zsh: iamsim completion zsh > \"${fpath[1]}/_iamsim\"\n"
      "_iamsim() {\n"
      "  local -a commands\n"
      "  commands=(\n";
  for (const Command& command : program.commands) {
    text += "    " + Quoted(command.name + ":" + command.description, "'\\''") + "\n";
  }
  text +=
      "  )\n"
      "  if (( CURRENT == 2 )); then\n"
      "    _describe command commands\n"
      "    return\n"
      "  fi\n"
      "  local command=${words[2]}\n"
      "  shift words\n"
      "  (( CURRENT-- ))\n"
      "  case $command in\n";
  for (const Command& command : program.commands) {
    text += "    " + command.name + ")\n" + ZshArguments(command) + "      ;;\n";
  }
  return text +
         "  esac\n"
         "}\n"
         "_iamsim \"$@\"\n";
}

std::string FishCompletion(const Command& program) {
  std::string text =
      "# Completion of iamsim for fish: iamsim completion fish > "
      "~/.config/fish/completions/iamsim.fish\n";
  const std::string none = "not __fish_seen_subcommand_from " + Join(CommandNames(program), " ");
  for (const Command& command : program.commands) {
    text += "complete -c iamsim -f -n '" + none + "' -a " + command.name + " -d " +
            Quoted(command.description, "\\'") + "\n";
  }
  for (const CommandOption& option : program.options) text += FishOption(none, option);
  for (const Command& command : program.commands) {
    for (const CommandOption& option : command.options) {
      text += FishOption(FishCondition(command), option);
    }
    for (const Command& below : command.commands) {
      text += "complete -c iamsim -n '" + FishCondition(command) + "' -a " + below.name + " -d " +
              Quoted(below.description, "\\'") + "\n";
    }
  }
  return text;
}

}  // namespace simulator
