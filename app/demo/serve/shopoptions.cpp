// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo/serve/shopoptions.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QHostAddress>

namespace wf::app::demo {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("Shop", text);
}

void declare(QCommandLineParser &parser)
{
    const auto add = [&](const QString &name, const char *what, const QString &value = {},
                         const QString &standard = {}) {
        parser.addOption({name, say(what), value, standard});
    };
    add(u"live"_s, "Run now (the default).");
    add(u"seed"_s, "Which world.", u"number"_s, u"42"_s);
    add(u"speed"_s, "How fast the world's clock runs.", u"factor"_s, u"1"_s);
    add(u"offset"_s, "How far the world's clock is ahead.", u"span"_s, u"0s"_s);
    add(u"story"_s, "When a story happens, such as payment@-25m or leak@2026-05-14T01:00:00Z. May be repeated.",
        u"name@time"_s);
    add(u"listen"_s, "Address for metrics; loopback only.", u"host:port"_s, u"127.0.0.1:28000"_s);
    add(u"targets"_s, "Write the list of targets (file_sd JSON) here.", u"folder"_s);
    add(u"rules"_s, "Write alert and recording rules here.", u"folder"_s);
    add(u"objectives"_s, "Write OpenSLO files here.", u"folder"_s);
    add(u"loki"_s, "Push logs to this Loki.", u"url"_s);
    add(u"otlp"_s, "Push traces to this OTLP/HTTP receiver.", u"url"_s);
    add(u"seconds"_s, "Stop after so long.", u"span"_s, u"0"_s);
    add(u"days"_s, "How many days to fill.", u"number"_s, u"7"_s);
    add(u"until"_s, "Where history ends.", u"time"_s, u"now"_s);
    add(u"step"_s, "Seconds between samples.", u"span"_s, u"60s"_s);
    add(u"old-step"_s, "Seconds between samples more than a day back.", u"span"_s, u"120s"_s);
    add(u"recent"_s, "How much of the end is sampled finely.", u"span"_s, u"3h"_s);
    add(u"recent-step"_s, "Seconds between fine samples.", u"span"_s, u"15s"_s);
    add(u"chunk"_s, "Time one file covers.", u"span"_s, u"6h"_s);
    add(u"openmetrics"_s, "Write OpenMetrics files here.", u"folder"_s);
    add(u"blocks"_s, "Let promtool make TSDB blocks here and remove its files.", u"folder"_s);
    add(u"promtool"_s, "Which promtool.", u"program"_s, u"promtool"_s);
    add(u"push-last"_s, "How much of the end is pushed as logs and traces.", u"span"_s, u"6h"_s);
}

// Reads options one after the other and remembers the first that makes no sense.
struct Reader {
    const QCommandLineParser &parser;
    QString wrong;

    double span(const QString &name)
    {
        const auto value = parseSpan(parser.value(name));
        if (!value)
            complain(name);
        return value.value_or(0.0);
    }
    double number(const QString &name)
    {
        bool ok = false;
        const double value = parser.value(name).toDouble(&ok);
        if (!ok || value < 0.0)
            complain(name);
        return value;
    }
    QUrl url(const QString &name)
    {
        const QString text = parser.value(name);
        const QUrl url(text, QUrl::StrictMode);
        if (!text.isEmpty() && (!url.isValid() || !url.scheme().startsWith("http"_L1)))
            complain(name);
        return url;
    }
    void complain(const QString &name)
    {
        if (wrong.isEmpty())
            wrong = say("--%1 does not understand \"%2\".").arg(name, parser.value(name));
    }
};

void readListen(Reader &in, ShopOptions &out)
{
    const QString text = in.parser.value(u"listen"_s);
    const qsizetype colon = text.lastIndexOf(u':');
    bool ok = false;
    out.host = text.left(std::max<qsizetype>(0, colon));
    out.port = text.mid(colon + 1).toUShort(&ok);
    if (out.host == "localhost"_L1)
        out.host = u"127.0.0.1"_s;
    if (!ok || !QHostAddress(out.host).isLoopback())
        in.complain(u"listen"_s);
}

void readStories(Reader &in, ShopOptions &out, double now)
{
    out.anchor = now - 25.0 * 60.0;
    for (const QString &text : in.parser.values(u"story"_s)) {
        const qsizetype at = text.indexOf(u'@');
        const auto story = storyNamed(text.left(at).toStdString());
        const auto moment = at < 0 ? std::nullopt : parseMoment(QStringView(text).mid(at + 1), now);
        if (!story || !moment) {
            in.wrong = in.wrong.isEmpty()
                           ? say("There is no story \"%1\". Use name@time with one of: payment, leak, disk, neighbour, "
                                 "config, logstorm, indexlag, brownout.")
                                 .arg(text)
                           : in.wrong;
            continue;
        }
        if (*story == Story::Payment)
            out.anchor = onGrid(*moment);
        else
            out.starts[*story] = *moment;
    }
}

void readHistory(Reader &in, ShopOptions &out, double now)
{
    const QString until = in.parser.value(u"until"_s);
    const auto end = parseMoment(until, now);
    if (!end)
        in.complain(u"until"_s);
    if (until != "now"_L1)
        out.until = end;
    out.from = end.value_or(now) - in.number(u"days"_s) * 86400.0;
    out.step = in.span(u"step"_s);
    out.oldStep = in.span(u"old-step"_s);
    out.recentStep = in.span(u"recent-step"_s);
    out.recent = in.span(u"recent"_s);
    out.chunk = in.span(u"chunk"_s);
    out.pushed = in.span(u"push-last"_s);
    if (out.step < 1.0 || out.recentStep < 1.0 || out.oldStep < 1.0)
        in.complain(u"step"_s);
    if (out.chunk < 600.0)
        in.complain(u"chunk"_s);
    if (end.value_or(now) - out.from > 30.0 * 86400.0)
        in.complain(u"days"_s);
    out.openMetrics = in.parser.value(u"openmetrics"_s);
    out.promtool = in.parser.value(u"promtool"_s);
    out.blocks = in.parser.value(u"blocks"_s);
}

} // namespace

std::optional<double> parseSpan(QStringView text)
{
    double unit = 1.0;
    if (!text.isEmpty() && text.back().isLetter()) {
        switch (text.back().unicode()) {
        case u's':
            unit = 1.0;
            break;
        case u'm':
            unit = 60.0;
            break;
        case u'h':
            unit = 3600.0;
            break;
        case u'd':
            unit = 86400.0;
            break;
        default:
            return std::nullopt;
        }
        text.chop(1);
    }
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && std::abs(number * unit) < 1e9 ? std::optional(number * unit) : std::nullopt;
}

std::optional<double> parseMoment(QStringView text, double now)
{
    if (text == "now"_L1)
        return now;
    if (text.startsWith(u'-') || text.startsWith(u'+')) {
        const auto span = parseSpan(text);
        return span ? std::optional(now + *span) : std::nullopt;
    }
    bool ok = false;
    const double seconds = text.toDouble(&ok);
    if (ok)
        return seconds > 1e9 && seconds < 1e11 ? std::optional(seconds) : std::nullopt;
    const QDateTime time = QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
    return time.isValid() ? std::optional(static_cast<double>(time.toMSecsSinceEpoch()) / 1e3) : std::nullopt;
}

ParsedOptions parseShopOptions(const QStringList &args, double now)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        say("The Halcyon shop: a made-up online shop that speaks Prometheus, OTLP and Loki."));
    declare(parser);
    const QCommandLineOption help = {{u"h"_s, u"help"_s}, say("Show this.")};
    parser.addOption(help);
    parser.addPositionalArgument(u"mode"_s, say("live (default), backfill, or write (rules and objectives only)."),
                                 u"[mode]"_s);
    ShopOptions out;
    if (!parser.parse(QStringList{u"watchfloor shop"_s} + args))
        return {std::nullopt, parser.errorText(), true};
    if (parser.isSet(help))
        return {std::nullopt, parser.helpText(), false};
    const QString mode = parser.positionalArguments().value(0, u"live"_s);
    if (parser.positionalArguments().size() > 1 || (mode != "live"_L1 && mode != "backfill"_L1 && mode != "write"_L1))
        return {std::nullopt,
                say("\"%1\" is none of live, backfill, write.").arg(parser.positionalArguments().join(u' ')), true};
    out.mode = mode == "backfill"_L1 ? ShopMode::Backfill : mode == "write"_L1 ? ShopMode::Write : ShopMode::Live;
    Reader in{parser, {}};
    out.seed = static_cast<std::uint64_t>(in.number(u"seed"_s));
    out.speed = in.number(u"speed"_s);
    if (out.speed <= 0.0 || out.speed > 1000.0)
        in.complain(u"speed"_s);
    out.offset = in.span(u"offset"_s);
    out.stopAfter = in.span(u"seconds"_s);
    out.targets = parser.value(u"targets"_s);
    out.rules = parser.value(u"rules"_s);
    out.objectives = parser.value(u"objectives"_s);
    out.loki = in.url(u"loki"_s);
    out.otlp = in.url(u"otlp"_s);
    readListen(in, out);
    readStories(in, out, now + out.offset);
    readHistory(in, out, now + out.offset);
    if (!in.wrong.isEmpty())
        return {std::nullopt, in.wrong, true};
    return {out, {}, false};
}

} // namespace wf::app::demo
