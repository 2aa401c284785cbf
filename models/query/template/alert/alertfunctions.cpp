// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/query/template/goformat_p.h"
#include "models/query/template/humanize_p.h"
#include "models/query/template/program_p.h"

#include <re2/re2.h>

#include <QCoreApplication>
#include <QUrl>

#include <algorithm>
#include <charconv>
#include <cmath>

// The functions Prometheus adds (template reference, "Functions").
namespace wf::query::tmpl {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::query", text);
}

base::Error wrongType(const Call &call, const char *expected, const Value &got)
{
    return failed(tr("wrong type for value; %1 expects %2, not %3")
                      .arg(QString::fromUtf8(call.name.data(), static_cast<qsizetype>(call.name.size())),
                           QLatin1String(expected), QString::fromStdString(typeName(got))));
}

base::Result<double> numberOf(const Call &call, const Value &value)
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
        return failed(tr("%1 is no number").arg(QString::fromStdString(*text).left(80)));
    }
    return wrongType(call, "a number", value);
}

template<std::string (*format)(double)>
Outcome humanized(Call &call)
{
    const auto number = numberOf(call, call.arguments[0]);
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
    return wrongType(call, "string", *wrong);
}

Outcome query(Call &call)
{
    const auto arguments = texts(call);
    if (!arguments)
        return notTexts(call);
    if (!call.context.query)
        return failed(tr("query is not available here"));
    const auto samples = call.context.query((*arguments)[0]);
    if (!samples)
        return failed(samples.error().detail.isEmpty() ? samples.error().summary : samples.error().detail);
    std::vector<Value> items;
    for (const auto &sample : *samples)
        items.push_back(record({{"Labels", textMap(sample.labels)}, {"Value", sample.value}}));
    return listOf(std::move(items));
}
Outcome first(Call &call)
{
    const auto *list = call.arguments[0].list();
    if (!list)
        return wrongType(call, "the result of a query", call.arguments[0]);
    if (list->items.empty())
        return failed(tr("first() called on vector with no elements"));
    return list->items.front();
}

const MapValue *sampleOf(const Value &value)
{
    const auto *map = value.map();
    return map && map->kind == MapValue::Kind::Record && map->entries.contains("Labels") ? map : nullptr;
}
std::string labelOf(const MapValue &sample, const std::string &name)
{
    const auto &labels = sample.entries.at("Labels").map()->entries;
    const auto found = labels.find(name);
    return found == labels.end() ? std::string() : *found->second.as<std::string>();
}
Outcome label(Call &call)
{
    const auto *name = call.arguments[0].as<std::string>();
    const auto *sample = sampleOf(call.arguments[1]);
    if (!name || !sample)
        return wrongType(call, "a name and a sample", call.arguments[name ? 1 : 0]);
    return Value(labelOf(*sample, *name));
}
Outcome value(Call &call)
{
    const auto *sample = sampleOf(call.arguments[0]);
    return sample ? Outcome(sample->entries.at("Value")) : wrongType(call, "a sample", call.arguments[0]);
}
Outcome strvalue(Call &call)
{
    const auto *sample = sampleOf(call.arguments[0]);
    return sample ? Outcome(Value(labelOf(*sample, "__value__"))) : wrongType(call, "a sample", call.arguments[0]);
}
Outcome sortByLabel(Call &call)
{
    const auto *name = call.arguments[0].as<std::string>();
    const auto *list = call.arguments[1].list();
    if (!name || !list || !std::ranges::all_of(list->items, [](const Value &v) { return sampleOf(v) != nullptr; }))
        return wrongType(call, "a name and the result of a query", call.arguments[name ? 1 : 0]);
    auto items = list->items;
    std::ranges::stable_sort(items, {}, [&](const Value &v) { return labelOf(*sampleOf(v), *name); });
    return listOf(std::move(items));
}

Outcome toTime(Call &call)
{
    const auto seconds = numberOf(call, call.arguments[0]);
    if (!seconds)
        return seconds.error();
    if (!std::isfinite(*seconds) || std::abs(*seconds) > 9.2e9)
        return failed(tr("value is NaN, infinite or beyond what a time can hold"));
    return Value(Instant{static_cast<qint64>(*seconds * 1e9) / base::nsPerMs * base::nsPerMs});
}
Outcome toDuration(Call &call)
{
    const auto seconds = numberOf(call, call.arguments[0]);
    if (!seconds)
        return seconds.error();
    if (!std::isfinite(*seconds) || std::abs(*seconds) > 9.2e9)
        return failed(tr("value is NaN, infinite or beyond what a duration can hold"));
    return Value(Span{static_cast<qint64>(*seconds * 1e9)});
}
Outcome now(Call &call)
{
    return Value(static_cast<double>(call.context.timeMs) / 1000.0);
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
        return failed(tr("not a valid duration string: %1").arg(words.left(80)));
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

std::string titled(const std::string &text)
{
    QString out = QString::fromStdString(text);
    bool begins = true;
    for (QChar &c : out) {
        if (begins)
            c = c.toTitleCase();
        begins = !c.isLetterOrNumber() && c != u'_' && (c.unicode() < 0x80 || c.isSpace());
    }
    return out.toStdString();
}
std::string upper(const std::string &text)
{
    return QString::fromStdString(text).toUpper().toStdString();
}
std::string lower(const std::string &text)
{
    return QString::fromStdString(text).toLower().toStdString();
}
std::string same(const std::string &text)
{
    return text;
}
std::string queryEscaped(const std::string &text)
{
    QByteArray encoded = QUrl::toPercentEncoding(QString::fromStdString(text));
    encoded.replace("%20", "+");
    return encoded.toStdString();
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

std::unique_ptr<re2::RE2> compiled(const std::string &pattern)
{
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(1 << 20);
    return std::make_unique<re2::RE2>(pattern, options);
}
base::Error badPattern(const re2::RE2 &regex)
{
    return failed(tr("error parsing regexp: %1").arg(QString::fromStdString(regex.error())));
}
Outcome match(Call &call)
{
    const auto arguments = texts(call);
    if (!arguments)
        return notTexts(call);
    const auto regex = compiled((*arguments)[0]);
    return regex->ok() ? Outcome(Value(re2::RE2::PartialMatch((*arguments)[1], *regex))) : badPattern(*regex);
}

// Go's Regexp.Expand: $1, ${1}, $name, ${name}, $$.
std::string expanded(std::string_view replacement, const re2::RE2 &regex, const std::vector<re2::StringPiece> &groups)
{
    std::string out;
    for (std::size_t at = 0; at < replacement.size();) {
        const auto dollar = std::min(replacement.find('$', at), replacement.size());
        out += replacement.substr(at, dollar - at);
        at = dollar + 1;
        if (dollar == replacement.size())
            break;
        if (at < replacement.size() && replacement[at] == '$') {
            out += '$';
            ++at;
            continue;
        }
        const bool braces = at < replacement.size() && replacement[at] == '{';
        const std::size_t from = at + (braces ? 1 : 0);
        std::size_t end = from;
        while (end < replacement.size() &&
               (std::isalnum(static_cast<unsigned char>(replacement[end])) || replacement[end] == '_'))
            ++end;
        if (end == from || (braces && (end >= replacement.size() || replacement[end] != '}'))) {
            out += '$';
            continue;
        }
        const std::string name(replacement.substr(from, end - from));
        at = end + (braces ? 1 : 0);
        std::size_t group = groups.size();
        if (std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; }))
            std::from_chars(name.data(), name.data() + name.size(), group);
        else if (const auto named = regex.NamedCapturingGroups().find(name);
                 named != regex.NamedCapturingGroups().end())
            group = static_cast<std::size_t>(named->second);
        if (group < groups.size())
            out.append(groups[group].data() ? groups[group].data() : "", groups[group].size());
    }
    return out;
}
Outcome reReplaceAll(Call &call)
{
    const auto arguments = texts(call);
    if (!arguments)
        return notTexts(call);
    const auto regex = compiled((*arguments)[0]);
    if (!regex->ok())
        return badPattern(*regex);
    const std::string &text = (*arguments)[2];
    std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex->NumberOfCapturingGroups()) + 1);
    std::string out;
    std::size_t from = 0; // where the rest begins
    std::size_t at = 0;   // where to search
    bool matchedBefore = false;
    while (at <= text.size() && out.size() <= call.mostBytes &&
           regex->Match(text, at, text.size(), re2::RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
        const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
        const auto length = groups[0].size();
        // An empty match right behind the last one does not count.
        if (length > 0 || !matchedBefore || begin > from) {
            out.append(text, from, begin - from);
            out += expanded((*arguments)[1], *regex, groups);
            from = begin + length;
            matchedBefore = true;
        }
        at = std::max(begin + length, at);
        if (length == 0) {
            ++at;
            while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80)
                ++at;
        }
    }
    return Value(out + text.substr(from));
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
    return Value(QUrl(QString::fromStdString(call.context.externalUrl)).path().toStdString());
}
Outcome externalUrl(Call &call)
{
    return Value(call.context.externalUrl);
}

} // namespace

void addAlertFunctions(FunctionTable &table)
{
    table.insert({
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
        {"toUpper", {changed<upper>, 1, 1}},
        {"toLower", {changed<lower>, 1, 1}},
        {"safeHtml", {changed<same>, 1, 1}},
        {"urlQueryEscape", {changed<queryEscaped>, 1, 1}},
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
    });
}

} // namespace wf::query::tmpl
