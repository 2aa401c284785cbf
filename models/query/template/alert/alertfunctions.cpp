// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/query/template/alert/alertdialect_p.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/query/template/alert/humanize_p.h"
#include "models/query/template/engine/regextext.h"
#include "models/query/template/engine/textwork.h"

#include <QUrl>

#include <algorithm>
#include <charconv>
#include <cmath>

// The functions Prometheus adds (template reference, "Functions").
namespace wf::query::tmpl {

namespace {

constexpr std::string_view resultType = "template.queryResult";

const TemplateContext &contextOf(const Call &call)
{
    return static_cast<const AlertSurroundings &>(call.surroundings).context();
}

base::Error wrongType(const std::string &expected, const Value &got)
{
    return failed("wrong type for value; expected " + expected + "; got " + typeName(got));
}

base::Result<double> numberOf(const Value &value)
{
    if (const auto *real = value.as<double>())
        return *real;
    if (const auto *whole = value.as<qint64>())
        return static_cast<double>(*whole);
    if (const auto *span = value.as<Span>())
        return static_cast<double>(span->ns) / 1e9;
    if (const auto *text = value.as<std::string>()) {
        std::string_view digits = *text;
        if (digits.starts_with('+'))
            digits.remove_prefix(1);
        double out = 0;
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out);
        if (read.ec == std::errc() && read.ptr == digits.data() + digits.size() && !digits.empty())
            return out;
        return failed("strconv.ParseFloat: parsing \"" + text->substr(0, 80) + "\": invalid syntax");
    }
    return wrongType("a number", value);
}

template<std::string (*format)(double)>
Outcome humanized(Call &call)
{
    const auto number = numberOf(call.arguments[0]);
    return number ? Outcome(Value(format(*number))) : number.error();
}

// All arguments as texts; nothing when one is none.
std::optional<std::vector<std::string>> texts(const Call &call)
{
    std::vector<std::string> out;
    for (const auto &value : call.arguments) {
        const auto *text = value.as<std::string>();
        if (!text)
            return std::nullopt;
        out.push_back(*text);
    }
    return out;
}
base::Error notTexts(const Call &call)
{
    const auto wrong = std::ranges::find_if(call.arguments, [](const Value &v) { return !v.as<std::string>(); });
    return wrongType("string", *wrong);
}

Outcome query(Call &call)
{
    const auto arguments = texts(call);
    if (!arguments)
        return notTexts(call);
    if (!contextOf(call).query)
        return failed("query is not available here");
    const auto samples = contextOf(call).query((*arguments)[0]);
    if (!samples)
        return failed(
            (samples.error().detail.isEmpty() ? samples.error().summary : samples.error().detail).toStdString());
    std::vector<Value> items;
    for (const auto &sample : *samples)
        items.push_back(record({{"Labels", textMap(sample.labels)}, {"Value", sample.value}}));
    return listOf(std::move(items), resultType);
}
Outcome first(Call &call)
{
    const auto *list = call.arguments[0].list();
    if (!list)
        return wrongType("the result of a query", call.arguments[0]);
    if (list->items.empty())
        return failed("first() called on vector with no elements");
    return list->items.front();
}

const MapValue *sampleOf(const Value &value)
{
    const auto *map = value.map();
    return map && map->kind == MapValue::Kind::Record && map->entries.contains("Labels") ? map : nullptr;
}
std::string labelOf(const MapValue &sample, const std::string &name)
{
    return std::string(sample.entries.at("Labels").texts()->value(name));
}
Outcome label(Call &call)
{
    const auto *name = call.arguments[0].as<std::string>();
    const auto *sample = sampleOf(call.arguments[1]);
    if (!name || !sample)
        return wrongType("a name and a sample", call.arguments[name ? 1 : 0]);
    return Value(labelOf(*sample, *name));
}
Outcome value(Call &call)
{
    const auto *sample = sampleOf(call.arguments[0]);
    return sample ? Outcome(sample->entries.at("Value")) : wrongType("a sample", call.arguments[0]);
}
Outcome strvalue(Call &call)
{
    const auto *sample = sampleOf(call.arguments[0]);
    return sample ? Outcome(Value(labelOf(*sample, "__value__"))) : wrongType("a sample", call.arguments[0]);
}
Outcome sortByLabel(Call &call)
{
    const auto *name = call.arguments[0].as<std::string>();
    const auto *list = call.arguments[1].list();
    if (!name || !list || !std::ranges::all_of(list->items, [](const Value &v) { return sampleOf(v) != nullptr; }))
        return wrongType("a name and the result of a query", call.arguments[name ? 1 : 0]);
    auto items = list->items;
    std::ranges::stable_sort(items, {}, [&](const Value &v) { return labelOf(*sampleOf(v), *name); });
    return listOf(std::move(items), resultType);
}

Outcome toTime(Call &call)
{
    const auto seconds = numberOf(call.arguments[0]);
    if (!seconds)
        return seconds.error();
    if (!std::isfinite(*seconds) || std::abs(*seconds) > 9.2e9)
        return failed("value is NaN, infinite or beyond what a time can hold");
    return Value(Instant{static_cast<qint64>(*seconds * 1e9) / base::nsPerMs * base::nsPerMs, true});
}
Outcome toDuration(Call &call)
{
    const auto seconds = numberOf(call.arguments[0]);
    if (!seconds)
        return seconds.error();
    if (!std::isfinite(*seconds) || std::abs(*seconds) > 9.2e9)
        return failed("value is NaN, infinite or beyond what a duration can hold");
    return Value(Span{static_cast<qint64>(*seconds * 1e9)});
}
Outcome now(Call &call)
{
    return Value(static_cast<double>(contextOf(call).timeMs) / 1000.0);
}
base::Result<qint64> durationOf(const Call &call)
{
    const auto *text = call.arguments[0].as<std::string>();
    if (!text)
        return notTexts(call);
    QString words = QString::fromStdString(*text);
    const bool negative = words.startsWith(u'-');
    // Without a unit only zero is a duration to Prometheus.
    const bool hasUnit = words == QStringLiteral("0") || (!words.isEmpty() && words.back().isLetter());
    const auto ns = hasUnit ? base::parseDuration(negative ? words.mid(1) : words) : std::nullopt;
    if (!ns)
        return failed("not a valid duration string: " + words.left(80).toStdString());
    return negative ? -*ns : *ns;
}
Outcome parseDuration(Call &call)
{
    const auto ns = durationOf(call);
    return ns ? Outcome(Value(static_cast<double>(*ns) / 1e9)) : ns.error();
}
Outcome parseDurationTime(Call &call)
{
    const auto ns = durationOf(call);
    return ns ? Outcome(Value(Span{*ns})) : ns.error();
}

std::string same(const std::string &text)
{
    return text;
}
std::string escaped(const std::string &text)
{
    return queryEscaped(text);
}
std::string graphLink(const std::string &expr)
{
    return "/graph?g0.expr=" + queryEscaped(expr) + "&g0.tab=0";
}
std::string tableLink(const std::string &expr)
{
    return "/graph?g0.expr=" + queryEscaped(expr) + "&g0.tab=1";
}

// Host and port as Go's net.SplitHostPort; nothing when there is no port.
std::optional<std::pair<std::string, std::string>> splitHostPort(const std::string &text)
{
    const auto colon = text.rfind(':');
    if (colon == std::string::npos)
        return std::nullopt;
    std::string host = text.substr(0, colon);
    if (host.starts_with('[')) {
        if (!host.ends_with(']') || host.find('[', 1) != std::string::npos)
            return std::nullopt;
        host = host.substr(1, host.size() - 2);
    } else if (host.find_first_of(":[]") != std::string::npos)
        return std::nullopt;
    return std::pair(host, text.substr(colon + 1));
}
bool isAddress(const std::string &host)
{
    if (host.find(':') != std::string::npos)
        return host.find_first_not_of("0123456789abcdefABCDEF:.") == std::string::npos;
    const auto parts = QString::fromStdString(host).split(u'.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](const QString &part) {
               bool ok = false;
               return part.toUInt(&ok) <= 255 && ok && (part.size() == 1 || part[0] != u'0');
           });
}
std::string stripPort(const std::string &text)
{
    const auto split = splitHostPort(text);
    return split ? split->first : text;
}
std::string stripDomain(const std::string &text)
{
    const auto split = splitHostPort(text);
    const std::string host = split ? split->first : text;
    if (isAddress(host))
        return text;
    const std::string name = host.substr(0, host.find('.'));
    return split && !split->second.empty() ? name + ':' + split->second : name;
}

template<std::string (*change)(const std::string &)>
Outcome changed(Call &call)
{
    const auto arguments = texts(call);
    return arguments ? Outcome(Value(change((*arguments)[0]))) : notTexts(call);
}

Outcome match(Call &call)
{
    const auto arguments = texts(call);
    if (!arguments)
        return notTexts(call);
    const auto regex = compiledRegex((*arguments)[0]);
    return regex ? Outcome(Value(re2::RE2::PartialMatch((*arguments)[1], **regex))) : regex.error();
}
Outcome reReplaceAll(Call &call)
{
    const auto arguments = texts(call);
    if (!arguments)
        return notTexts(call);
    const auto regex = compiledRegex((*arguments)[0]);
    if (!regex)
        return regex.error();
    return Value(replacedMatches(**regex, (*arguments)[2], (*arguments)[1], false, call.mostBytes));
}

Outcome argumentMap(Call &call)
{
    auto map = std::make_shared<MapValue>();
    for (std::size_t i = 0; i < call.arguments.size(); ++i)
        map->entries.emplace("arg" + std::to_string(i), call.arguments[i]);
    return Value(std::shared_ptr<const MapValue>(std::move(map)));
}
Outcome runTemplate(Call &call)
{
    const auto *name = call.arguments[0].as<std::string>();
    if (!name)
        return notTexts(call);
    auto text = call.runTemplate(*name, call.arguments[1]);
    return text ? Outcome(Value(std::move(*text))) : text.error();
}
Outcome pathPrefix(Call &call)
{
    return Value(QUrl(QString::fromStdString(contextOf(call).externalUrl)).path().toStdString());
}
Outcome externalUrl(Call &call)
{
    return Value(contextOf(call).externalUrl);
}

} // namespace

const Dialect &alertDialect()
{
    static const Dialect dialect{{
                                     {"query", {query, 1, 1}},
                                     {"first", {first, 1, 1}},
                                     {"label", {label, 2, 2}},
                                     {"value", {value, 1, 1}},
                                     {"strvalue", {strvalue, 1, 1}},
                                     {"sortByLabel", {sortByLabel, 2, 2}},
                                     {"humanize", {humanized<humanize>, 1, 1}},
                                     {"humanize1024", {humanized<humanize1024>, 1, 1}},
                                     {"humanizeDuration", {humanized<humanizeDuration>, 1, 1}},
                                     {"humanizePercentage", {humanized<humanizePercentage>, 1, 1}},
                                     {"humanizeTimestamp", {humanized<humanizeTimestamp>, 1, 1}},
                                     {"toTime", {toTime, 1, 1}},
                                     {"toDuration", {toDuration, 1, 1}},
                                     {"now", {now, 0, 0}},
                                     {"parseDuration", {parseDuration, 1, 1}},
                                     {"parseDurationTime", {parseDurationTime, 1, 1}},
                                     {"title", {changed<titled>, 1, 1}},
                                     {"toUpper", {changed<upperText>, 1, 1}},
                                     {"toLower", {changed<lowerText>, 1, 1}},
                                     {"safeHtml", {changed<same>, 1, 1}},
                                     {"urlQueryEscape", {changed<escaped>, 1, 1}},
                                     {"graphLink", {changed<graphLink>, 1, 1}},
                                     {"tableLink", {changed<tableLink>, 1, 1}},
                                     {"stripPort", {changed<stripPort>, 1, 1}},
                                     {"stripDomain", {changed<stripDomain>, 1, 1}},
                                     {"match", {match, 2, 2}},
                                     {"reReplaceAll", {reReplaceAll, 3, 3}},
                                     {"args", {argumentMap, 0, -1}},
                                     {"tmpl", {runTemplate, 2, 2}},
                                     {"pathPrefix", {pathPrefix, 0, 0}},
                                     {"externalURL", {externalUrl, 0, 0}},
                                 },
                                 {"", "labels", "value", "externalLabels", "externalURL"}};
    return dialect;
}

} // namespace wf::query::tmpl
