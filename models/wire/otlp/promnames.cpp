// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/otlp/promnames.h"

#include "models/wire/text.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace wf::wire::otlp {

namespace {

using Words = std::vector<std::string>;

struct Unit {
    std::string_view code, word;
};
// UCUM codes, OpenTelemetry semantic conventions, "Instrument Units".
constexpr std::array units{Unit{"d", "days"},
                           Unit{"h", "hours"},
                           Unit{"min", "minutes"},
                           Unit{"s", "seconds"},
                           Unit{"ms", "milliseconds"},
                           Unit{"us", "microseconds"},
                           Unit{"ns", "nanoseconds"},
                           Unit{"By", "bytes"},
                           Unit{"KiBy", "kibibytes"},
                           Unit{"MiBy", "mebibytes"},
                           Unit{"GiBy", "gibibytes"},
                           Unit{"TiBy", "tibibytes"},
                           Unit{"KBy", "kilobytes"},
                           Unit{"MBy", "megabytes"},
                           Unit{"GBy", "gigabytes"},
                           Unit{"TBy", "terabytes"},
                           Unit{"m", "meters"},
                           Unit{"V", "volts"},
                           Unit{"A", "amperes"},
                           Unit{"J", "joules"},
                           Unit{"W", "watts"},
                           Unit{"g", "grams"},
                           Unit{"Cel", "celsius"},
                           Unit{"Hz", "hertz"},
                           Unit{"1", ""},
                           Unit{"%", "percent"}};
constexpr std::array perUnits{Unit{"s", "second"}, Unit{"m", "minute"}, Unit{"h", "hour"}, Unit{"d", "day"},
                              Unit{"w", "week"},   Unit{"mo", "month"}, Unit{"y", "year"}};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordChar(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':';
}

Words wordsOf(std::string_view text)
{
    Words words;
    std::string word;
    for (const char c : text) {
        if (isWordChar(c)) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::exchange(word, {}));
        }
    }
    if (!word.empty())
        words.push_back(std::move(word));
    return words;
}

std::string joined(const Words &words)
{
    std::string out;
    for (const auto &word : words) {
        if (!out.empty())
            out += '_';
        out += word;
    }
    return out;
}

template<std::size_t N>
std::string wordFor(const std::array<Unit, N> &known, std::string_view unit)
{
    unit = trimmed(unit);
    if (unit.empty() || unit.find_first_of("{}") != std::string_view::npos)
        return {};
    for (const auto &[code, word] : known)
        if (code == unit)
            return std::string(word);
    // A unit of its own may keep underscores inside, but not at its ends.
    std::string out;
    for (const char c : unit) {
        if (isWordChar(c))
            out += c;
        else if (!out.empty() && out.back() != '_')
            out += '_';
    }
    if (out.ends_with('_'))
        out.pop_back();
    return out;
}

struct UnitParts {
    std::string main, per;
};
UnitParts partsOf(std::string_view unit)
{
    const auto slash = unit.find('/');
    return {wordFor(units, unit.substr(0, slash)),
            slash == std::string_view::npos ? std::string() : wordFor(perUnits, unit.substr(slash + 1))};
}

bool has(const Words &words, std::string_view word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

void moveToEnd(Words &words, const std::string &word)
{
    std::erase(words, word);
    words.push_back(word);
}

} // namespace

std::string metricName(std::string_view name, std::string_view unit, NameKind kind)
{
    Words words = wordsOf(name);
    const auto [main, per] = partsOf(unit);
    if (!main.empty() && !has(words, main))
        words.push_back(main);
    if (!per.empty() && !has(words, per)) {
        words.emplace_back("per");
        words.push_back(per);
    }
    if (kind == NameKind::Counter)
        moveToEnd(words, "total");
    if (kind == NameKind::Gauge && trimmed(unit) == "1")
        moveToEnd(words, "ratio");
    std::string out = joined(words);
    if (!out.empty() && isDigit(out.front()))
        out.insert(out.begin(), '_');
    return out;
}

std::string unitWords(std::string_view unit)
{
    const auto [main, per] = partsOf(unit);
    if (per.empty())
        return main;
    return main.empty() ? "per_" + per : main + "_per_" + per;
}

std::string labelName(std::string_view name)
{
    std::string out;
    out.reserve(name.size());
    for (const char c : name) {
        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) // the rest of a character
            continue;
        out += isWordChar(c) && c != ':' ? c : '_';
    }
    if (!out.empty() && isDigit(out.front()))
        return "key_" + out;
    if (out.starts_with('_') && !out.starts_with("__"))
        return "key" + out;
    return out;
}

base::Labels translated(const base::Labels &attributes)
{
    std::vector<base::Labels::Pair> pairs;
    pairs.reserve(attributes.size());
    for (const auto &[name, value] : attributes) {
        std::string label = labelName(name);
        const auto same =
            std::find_if(pairs.begin(), pairs.end(), [&](const auto &pair) { return pair.first == label; });
        if (same == pairs.end())
            pairs.emplace_back(std::move(label), value);
        else
            same->second += ';' + value;
    }
    return base::Labels(std::move(pairs));
}

base::Labels identityOf(const base::Labels &resource)
{
    const auto space = resource.value("service.namespace");
    const auto name = resource.value("service.name");
    std::string job(name);
    if (!name.empty() && !space.empty())
        job = std::string(space) + '/' + job;
    return {{"job", job}, {"instance", std::string(resource.value("service.instance.id"))}};
}

namespace {

constexpr std::array indexed{std::string_view("service.name"),
                             std::string_view("service.namespace"),
                             std::string_view("service.instance.id"),
                             std::string_view("deployment.environment"),
                             std::string_view("deployment.environment.name"),
                             std::string_view("cloud.region"),
                             std::string_view("cloud.availability_zone"),
                             std::string_view("container.name"),
                             std::string_view("k8s.cluster.name"),
                             std::string_view("k8s.namespace.name"),
                             std::string_view("k8s.pod.name"),
                             std::string_view("k8s.container.name"),
                             std::string_view("k8s.replicaset.name"),
                             std::string_view("k8s.deployment.name"),
                             std::string_view("k8s.statefulset.name"),
                             std::string_view("k8s.daemonset.name"),
                             std::string_view("k8s.cronjob.name"),
                             std::string_view("k8s.job.name")};

} // namespace

bool isIndexed(std::string_view attribute)
{
    return std::ranges::find(indexed, attribute) != indexed.end();
}

std::string indexedAttribute(std::string_view label)
{
    for (const auto attribute : indexed)
        if (label.size() == attribute.size() && labelName(attribute) == label)
            return std::string(attribute);
    return std::string(label);
}

} // namespace wf::wire::otlp
