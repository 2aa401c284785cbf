// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/logql/scan/jsonscan.h"
#include "models/query/logql/stages/parsersteps.h"

#include <charconv>

namespace wf::query::logql {

using namespace Qt::StringLiterals;

namespace {

constexpr std::string_view jsonError = "JSONParserErr";
constexpr int deepestObject = 64; // deeper ones are left alone
constexpr std::string_view extracted = "_extracted";

bool isPlainName(std::string_view key)
{
    if (key.empty() || (key.front() >= '0' && key.front() <= '9'))
        return false;
    return std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
    });
}

// The text of a value in the line's keeping.
std::string_view textOf(const JsonValue &value, LineState &line)
{
    if (value.kind == JsonKind::Null)
        return {};
    const bool isPlain = value.kind != JsonKind::String || value.raw.find('\\') == std::string_view::npos;
    const bool isAscii = std::ranges::all_of(value.raw, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (isPlain && (isAscii || value.kind != JsonKind::String))
        return value.raw;
    std::string &text = line.scratch;
    text.clear();
    if (value.kind != JsonKind::String)
        text = value.raw;
    else if (!unescapeJson(value.raw, text))
        return {};
    replaceInvalid(text);
    return line.labels.keep(text);
}

// All members of an object, nested names joined with "_".
class JsonStep final : public Step {
public:
    bool process(LineState &line) const override
    {
        if (line.labels.needsNothing())
            return true;
        std::string prefix;
        std::string_view problem;
        walk(line, line.text, prefix, 0, problem);
        if (!problem.empty())
            line.labels.setError(jsonError, problem);
        return true;
    }

private:
    // False: all that is needed was found, or something is wrong.
    static bool walk(LineState &line, std::string_view json, std::string &prefix, int depth, std::string_view &problem)
    {
        bool goesOn = true;
        const std::string_view own = eachMember(json, [&](std::string_view key, const JsonValue &value) {
            if (value.kind == JsonKind::Object && depth < deepestObject) {
                const std::size_t before = prefix.size();
                appendPart(prefix, key);
                if (line.labels.wantsBelow(prefix))
                    goesOn = walk(line, value.raw, prefix, depth + 1, problem);
                prefix.resize(before);
            } else if (value.kind == JsonKind::String || value.kind == JsonKind::Number ||
                       value.kind == JsonKind::Boolean) {
                take(line, prefix, key, value);
                goesOn = !line.labels.hasAllNeeded();
            }
            return goesOn;
        });
        if (problem.empty())
            problem = own;
        return goesOn && problem.empty();
    }

    static void appendPart(std::string &prefix, std::string_view key)
    {
        const std::size_t before = prefix.size();
        if (before > 0)
            prefix += '_';
        const std::size_t joined = prefix.size();
        appendSanitized(prefix, key);
        if (prefix.size() == joined)
            prefix.resize(before); // a blank key counts for nothing
    }

    static void take(LineState &line, std::string &prefix, std::string_view key, const JsonValue &value)
    {
        std::string_view name = key;
        const std::size_t before = prefix.size();
        if (before > 0 || !isPlainName(key)) {
            appendPart(prefix, key);
            name = prefix;
        }
        if (!name.empty() && line.labels.isTaken(name)) {
            if (name.data() == key.data())
                prefix = key;
            prefix += extracted;
            name = prefix;
        }
        if (!name.empty() && line.labels.wants(name))
            line.labels.setBorrowed(line.labels.keep(name), textOf(value, line));
        prefix.resize(before);
    }
};

struct PathPart {
    std::string key;
    std::optional<std::size_t> index;
};
struct Path {
    std::string name;
    std::vector<PathPart> parts;
};

// a.b["c d"][0]
std::optional<std::vector<PathPart>> parsePath(std::string_view text)
{
    std::vector<PathPart> parts;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '[') {
            const bool isKey = at + 1 < text.size() && text[at + 1] == '"';
            const auto end = isKey ? text.find("\"]", at + 2) : text.find(']', at);
            if (end == std::string_view::npos)
                return std::nullopt;
            if (isKey) {
                parts.push_back({std::string(text.substr(at + 2, end - at - 2)), std::nullopt});
                at = end + 2;
                continue;
            }
            const auto digits = text.substr(at + 1, end - at - 1);
            std::size_t index = 0;
            const char *last = digits.data() + digits.size();
            if (digits.empty() || std::from_chars(digits.data(), last, index).ptr != last)
                return std::nullopt;
            parts.push_back({{}, index});
            at = end + 1;
            continue;
        }
        if (text[at] == '.' && !parts.empty())
            ++at;
        const auto end = std::min(text.find_first_of(".[", at), text.size());
        if (end == at || !isPlainName(text.substr(at, end - at)))
            return std::nullopt;
        parts.push_back({std::string(text.substr(at, end - at)), std::nullopt});
        at = end;
    }
    return parts.empty() ? std::nullopt : std::optional(parts);
}

std::optional<JsonValue> elementAt(std::string_view array, std::size_t index)
{
    std::size_t at = 1;
    for (std::size_t i = 0;; ++i) {
        std::string_view problem;
        const auto value = jsonValueAt(array, at, problem);
        if (!value || i == index)
            return value;
        at = array.find_first_not_of(" \n\r\t", value->end);
        if (at == std::string_view::npos || array[at] != ',')
            return std::nullopt;
        ++at;
    }
}

std::optional<JsonValue> valueAt(JsonValue value, const std::vector<PathPart> &parts)
{
    for (const auto &part : parts) {
        std::optional<JsonValue> next;
        if (part.index && value.kind == JsonKind::Array)
            next = elementAt(value.raw, *part.index);
        else if (!part.index && value.kind == JsonKind::Object)
            (void)eachMember(value.raw, [&](std::string_view key, const JsonValue &member) {
                if (key == part.key)
                    next = member;
                return !next;
            });
        if (!next)
            return std::nullopt;
        value = *next;
    }
    return value;
}

class JsonPathsStep final : public Step {
public:
    explicit JsonPathsStep(std::vector<Path> paths) : m_paths(std::move(paths)) {}
    bool process(LineState &line) const override
    {
        if (line.text.empty() || line.labels.needsNothing())
            return true;
        const char first = line.text.front();
        if (first != '{' && first != '[' && first != '"') {
            line.labels.setError(jsonError, {});
            return true;
        }
        const JsonValue whole{first == '[' ? JsonKind::Array : JsonKind::Object, line.text, line.text.size()};
        for (const auto &path : m_paths) {
            const auto value = valueAt(whole, path.parts);
            if (!value) {
                if (!line.labels.has(path.name))
                    line.labels.setBorrowed(path.name, {});
                continue;
            }
            const std::string_view text = textOf(*value, line);
            if (line.labels.isTaken(path.name))
                line.labels.set(path.name + std::string(extracted), text);
            else
                line.labels.setBorrowed(path.name, text);
        }
        return true;
    }

private:
    std::vector<Path> m_paths;
};

// Lines that were packed: an object of labels with the true line in "_entry".
class UnpackStep final : public Step {
public:
    bool process(LineState &line) const override
    {
        if (line.text.empty() || line.labels.needsNothing())
            return true;
        if (line.text.front() != '{') {
            line.labels.setError(jsonError, "expecting json object(6), but it is not");
            return true;
        }
        std::optional<std::string_view> entry;
        std::vector<std::pair<std::string_view, std::string_view>> found;
        const auto problem = eachMember(line.text, [&](std::string_view key, const JsonValue &value) {
            if (value.kind != JsonKind::String)
                return true;
            if (key == "_entry") {
                line.scratch.clear();
                if (unescapeJson(value.raw, line.scratch))
                    entry = line.labels.keep(line.scratch);
                return true;
            }
            std::string name(key);
            if (line.labels.isTaken(name))
                name += extracted;
            if (line.labels.wants(name)) {
                std::string clean;
                appendSanitized(clean, name);
                found.emplace_back(line.labels.keep(clean), textOf(value, line));
            }
            return true;
        });
        if (!problem.empty()) {
            line.labels.setError(jsonError, problem);
            return true;
        }
        if (!entry)
            return true;
        for (const auto &[name, value] : found)
            line.labels.setBorrowed(name, value);
        line.text = *entry;
        return true;
    }
};

} // namespace

base::Result<StepPtr> compileStep(const JsonParser &parser)
{
    if (parser.extractions.empty())
        return StepPtr(std::make_shared<JsonStep>());
    std::vector<Path> paths;
    for (const auto &extraction : parser.extractions) {
        auto parts = parsePath(extraction.path);
        if (!parts)
            return base::makeError(base::ErrorKind::Invalid,
                                   u"the JSON path \"%1\" cannot be used: write it as a.b[\"c\"][0]"_s.arg(
                                       QString::fromStdString(extraction.path)));
        paths.push_back({extraction.name, std::move(*parts)});
    }
    return StepPtr(std::make_shared<JsonPathsStep>(std::move(paths)));
}

base::Result<StepPtr> compileStep(const UnpackParser &)
{
    return StepPtr(std::make_shared<UnpackStep>());
}

} // namespace wf::query::logql
