// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/dashboards/grammar/metricunits.h"

#include <QHash>
#include <QRegularExpression>

#include <array>

namespace wf::engine {

using namespace Qt::StringLiterals;
using base::Unit;
using signals::MetricType;

namespace {

constexpr double kibi = 1.0 / 1024, mebi = kibi / 1024, gibi = mebi / 1024;

struct Suffix {
    QLatin1String text;
    Unit unit;
    double divisor;
};
// The longest that fits comes first.
const std::array suffixes{Suffix{QLatin1String("_timestamp_milliseconds"), Unit::Timestamp, 1e3},
                          Suffix{QLatin1String("_timestamp_ms"), Unit::Timestamp, 1e3},
                          Suffix{QLatin1String("_timestamp_seconds"), Unit::Timestamp, 1},
                          Suffix{QLatin1String("_timestamp"), Unit::Timestamp, 1},
                          Suffix{QLatin1String("_bytes_per_second"), Unit::BytesPerSecond, 1},
                          Suffix{QLatin1String("_milliseconds"), Unit::Seconds, 1e3},
                          Suffix{QLatin1String("_microseconds"), Unit::Seconds, 1e6},
                          Suffix{QLatin1String("_nanoseconds"), Unit::Seconds, 1e9},
                          Suffix{QLatin1String("_seconds"), Unit::Seconds, 1},
                          Suffix{QLatin1String("_secs"), Unit::Seconds, 1},
                          Suffix{QLatin1String("_sec"), Unit::Seconds, 1},
                          Suffix{QLatin1String("_msecs"), Unit::Seconds, 1e3},
                          Suffix{QLatin1String("_msec"), Unit::Seconds, 1e3},
                          Suffix{QLatin1String("_usec"), Unit::Seconds, 1e6},
                          Suffix{QLatin1String("_nsec"), Unit::Seconds, 1e9},
                          Suffix{QLatin1String("_ms"), Unit::Seconds, 1e3},
                          Suffix{QLatin1String("_minutes"), Unit::Seconds, 1.0 / 60},
                          Suffix{QLatin1String("_hours"), Unit::Seconds, 1.0 / 3600},
                          Suffix{QLatin1String("_days"), Unit::Seconds, 1.0 / 86400},
                          Suffix{QLatin1String("_kilobytes"), Unit::Bytes, kibi},
                          Suffix{QLatin1String("_kibibytes"), Unit::Bytes, kibi},
                          Suffix{QLatin1String("_kbytes"), Unit::Bytes, kibi},
                          Suffix{QLatin1String("_kb"), Unit::Bytes, kibi},
                          Suffix{QLatin1String("_megabytes"), Unit::Bytes, mebi},
                          Suffix{QLatin1String("_mebibytes"), Unit::Bytes, mebi},
                          Suffix{QLatin1String("_mbytes"), Unit::Bytes, mebi},
                          Suffix{QLatin1String("_mb"), Unit::Bytes, mebi},
                          Suffix{QLatin1String("_gigabytes"), Unit::Bytes, gibi},
                          Suffix{QLatin1String("_gibibytes"), Unit::Bytes, gibi},
                          Suffix{QLatin1String("_gb"), Unit::Bytes, gibi},
                          Suffix{QLatin1String("_octets"), Unit::Bytes, 1},
                          Suffix{QLatin1String("_bytes"), Unit::Bytes, 1},
                          Suffix{QLatin1String("bytes"), Unit::Bytes, 1}, // of "bodybytes"
                          Suffix{QLatin1String("_bits_per_second"), Unit::BitsPerSecond, 1},
                          Suffix{QLatin1String("_bps"), Unit::BitsPerSecond, 1},
                          Suffix{QLatin1String("_ratio"), Unit::Ratio, 1},
                          Suffix{QLatin1String("_fraction"), Unit::Ratio, 1},
                          Suffix{QLatin1String("_utilization"), Unit::Ratio, 1},
                          Suffix{QLatin1String("_utilisation"), Unit::Ratio, 1},
                          Suffix{QLatin1String("_percent"), Unit::Percent, 1},
                          Suffix{QLatin1String("_percentage"), Unit::Percent, 1},
                          Suffix{QLatin1String("_pct"), Unit::Percent, 1},
                          Suffix{QLatin1String("_celsius"), Unit::Celsius, 1},
                          Suffix{QLatin1String("_volts"), Unit::Volts, 1},
                          Suffix{QLatin1String("_amperes"), Unit::Amperes, 1},
                          Suffix{QLatin1String("_watts"), Unit::Watts, 1},
                          Suffix{QLatin1String("_joules"), Unit::Joules, 1},
                          Suffix{QLatin1String("_hertz"), Unit::Hertz, 1},
                          Suffix{QLatin1String("_meters"), Unit::Metres, 1},
                          Suffix{QLatin1String("_metres"), Unit::Metres, 1}};

QString stem(QString name)
{
    name.replace(u'.', u'_');
    for (const QString &part : {u"_bucket"_s, u"_sum"_s, u"_total"_s})
        if (name.endsWith(part)) {
            name.chop(part.size());
            break;
        }
    return name;
}

bool mayBeMoment(MetricType type)
{
    return type != MetricType::Counter && type != MetricType::Histogram && type != MetricType::Summary &&
           type != MetricType::GaugeHistogram;
}

// "process_start_time_seconds" is a moment, "dns_lookup_time_seconds" is a duration.
bool isMoment(const QString &base)
{
    if (!base.contains("_time"_L1) && !base.endsWith("_created"_L1) && !base.endsWith("_expiry"_L1) &&
        !base.contains("_not_"_L1))
        return false; // most are none, and expressions are dear
    static const QRegularExpression seconds(
        u"(?:^|_)(?:start|started|boot|birth|creation|created|end|ended|finish|finished|completion|completed|deletion|"
        u"modification|modified|change|changed|update|updated|reload|reloaded|config|refresh|save|success|failure|run|"
        u"seen|sync|gc|backup|expiry|expiration|node|push|upload|scheduled?|transition|heartbeat)_time(?:_seconds)?$"_s);
    static const QRegularExpression plain(u"_created$|(?:^|_)cert(?:ificate)?_expiry$|_not_after$|_not_before$"_s);
    return seconds.match(base).hasMatch() || plain.match(base).hasMatch();
}

// "… in milliseconds", "number of bytes …": what names that follow no convention leave to their help.
MetricUnit unitOfHelp(const QString &help, MetricType type)
{
    const QString text = help.toLower();
    static const QRegularExpression moment(
        u"\\bunix (?:time|timestamp|epoch)|\\bunixtime|since (?:the )?(?:unix )?epoch"_s);
    if (mayBeMoment(type) && moment.match(text).hasMatch())
        return {Unit::Timestamp, 1};
    static const QRegularExpression counted(
        u"^(?:the )?(?:total |current |cumulative )*(?:number|count|amount) of (\\w+)"_s);
    static const QRegularExpression measured(
        u"(?:\\b(?:in|as)|\\() "
        u"?(milliseconds?|ms|microseconds?|nanoseconds?|seconds?|minutes|bytes|kilobytes|megabytes|"
        u"kb|mb|percent|percentage|celsius)\\b"_s);
    QString word;
    if (const auto m = counted.match(text); m.hasMatch())
        word = m.captured(1);
    else if (const auto in = measured.match(text); in.hasMatch())
        word = in.captured(1);
    static const QHash<QString, MetricUnit> words{{u"milliseconds"_s, {Unit::Seconds, 1e3}},
                                                  {u"millisecond"_s, {Unit::Seconds, 1e3}},
                                                  {u"ms"_s, {Unit::Seconds, 1e3}},
                                                  {u"microseconds"_s, {Unit::Seconds, 1e6}},
                                                  {u"microsecond"_s, {Unit::Seconds, 1e6}},
                                                  {u"nanoseconds"_s, {Unit::Seconds, 1e9}},
                                                  {u"nanosecond"_s, {Unit::Seconds, 1e9}},
                                                  {u"seconds"_s, {Unit::Seconds, 1}},
                                                  {u"second"_s, {Unit::Seconds, 1}},
                                                  {u"minutes"_s, {Unit::Seconds, 1.0 / 60}},
                                                  {u"bytes"_s, {Unit::Bytes, 1}},
                                                  {u"octets"_s, {Unit::Bytes, 1}},
                                                  {u"kilobytes"_s, {Unit::Bytes, kibi}},
                                                  {u"kb"_s, {Unit::Bytes, kibi}},
                                                  {u"megabytes"_s, {Unit::Bytes, mebi}},
                                                  {u"mb"_s, {Unit::Bytes, mebi}},
                                                  {u"percent"_s, {Unit::Percent, 1}},
                                                  {u"percentage"_s, {Unit::Percent, 1}},
                                                  {u"celsius"_s, {Unit::Celsius, 1}}};
    return words.value(word);
}

bool matches(const QRegularExpression &re, const QString &name)
{
    return re.match(name).hasMatch();
}

} // namespace

MetricUnit unitOf(const QString &name, const QString &toldUnit, MetricType type, const QString &help)
{
    if (name.endsWith("_count"_L1) && type == MetricType::Counter)
        return {}; // of a histogram or summary: how many, whatever was measured
    QString base = stem(name);
    if (base.endsWith("_count"_L1))
        base.chop(6);
    static const QRegularExpression bytes(u"(?:^|_)(?:bytes|octets)(?:_|$)"_s), perSecond(u"_per_sec(?:onds?)?$"_s);
    const bool mayBeBytes = base.contains("bytes"_L1) || base.contains("octets"_L1);
    if (base.contains("_per_sec"_L1) && matches(perSecond, base))
        return {mayBeBytes && matches(bytes, base) ? Unit::BytesPerSecond : Unit::PerSecond, 1};
    if (mayBeMoment(type) && isMoment(base))
        return {Unit::Timestamp, 1};
    const QString told = toldUnit.isEmpty() ? QString() : u'_' + toldUnit.toLower();
    for (const QString &text : {base, told})
        for (const Suffix &s : suffixes)
            if (text.endsWith(s.text)) {
                if (s.unit == Unit::Timestamp && !mayBeMoment(type))
                    return {Unit::Seconds, s.divisor};
                return {s.unit, s.divisor};
            }
    if (toldUnit == "s"_L1)
        return {Unit::Seconds, 1};
    if (toldUnit == "By"_L1 || (mayBeBytes && matches(bytes, base))) // also "bytes_received"
        return {Unit::Bytes, 1};
    return help.isEmpty() ? MetricUnit() : unitOfHelp(help, type);
}

QString withoutUnit(const QString &name)
{
    // "days" stays: what is shown may be hours; "utilisation" is a word more than a unit
    const auto stays = [](const Suffix &s) {
        return s.text.front() != u'_' || (s.unit == Unit::Seconds && s.divisor < 1) || s.text.contains("utili"_L1);
    };
    for (const Suffix &s : suffixes)
        if (!stays(s) && name.endsWith(s.text) && name.size() > s.text.size()) {
            const QString rest = name.chopped(s.text.size());
            return rest.endsWith("_in"_L1) ? rest.chopped(3) : rest;
        }
    return name;
}

base::Unit rateUnit(Unit unit)
{
    switch (unit) {
    case Unit::Bytes:
        return Unit::BytesPerSecond;
    case Unit::Seconds:
        return Unit::Ratio; // seconds per second: a share of the time
    case Unit::Joules:
        return Unit::Watts;
    default:
        return Unit::PerSecond;
    }
}

bool isSwitch(const QString &name)
{
    static const QRegularExpression re(
        u"(?:^|_)(?:up|enabled|disabled|running|in_progress|is_\\w+|has_leader|healthy|successful|success|ok|ready|"
        u"online|"
        u"reachable|alive|master|primary|paused|connected|scheduled|last_scrape_error|status_ok)$"_s);
    // "tasks_running": how many
    static const QRegularExpression counts(
        u"s_(?:running|ready|online|healthy|connected|alive|paused|scheduled|reachable)$|_num_|_number_of_"_s);
    return matches(re, name) && !matches(counts, name);
}

bool tellsReachable(const QString &name)
{
    static const QRegularExpression re(u"^[a-zA-Z0-9]+_(?:up|success|reachable)$"_s);
    return matches(re, name);
}

bool isAhead(const QString &name)
{
    static const QRegularExpression re(u"expir|not_after|valid_until|deadline|next_"_s);
    return matches(re, name);
}

bool countsErrors(const QString &name)
{
    static const QRegularExpression re(
        u"(?:^|_)(?:errors?|errs?|fail|fails|failed[a-z]*|failures?|reject(?:s|ed|ions?)?|drops?|dropped|timeouts?|"
        u"timed_out|"
        u"refused|denied|abort(?:s|ed)?|discard(?:s|ed)?|corrupt(?:ed|ions?)?|invalid|panics?|lost|overflows?|"
        u"deadlocks?|"
        u"conflicts?|oom|exhausted|throttled|unexpected|unhealthy)(?:_|$)"_s);
    return matches(re, name);
}

bool isSetting(const QString &name)
{
    static const QRegularExpression re(
        u"_(?:settings?|variables|config|configured|configuration|version|build|info|limits?|hash)(?:_|$)|_max$|_id$"_s);
    return matches(re, name);
}

} // namespace wf::engine
