// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/serve/alertmanager/alertapi.h"

#include "models/base/timetext.h"
#include "models/station/serve/answers/parameters.h"
#include "models/wire/json.h"
#include "models/wire/jsontext.h"

#include <QUuid>

#include <algorithm>
#include <map>

namespace wf::station {

using signals::Alert;
using signals::AlertState;
using signals::Matcher;
using signals::Silence;
using signals::SilenceState;
using wire::JsonText;

namespace {

// An error is a bare JSON string.
Response failure(int status, std::string_view text)
{
    JsonText json;
    return jsonResponse(json.string(text).take() + '\n', status);
}

// What was asked for wrongly is the asker's, the rest ours.
Response failure(const base::Error &error)
{
    return failure(error.kind == base::ErrorKind::Invalid ? 400 : 500, error.summary.toStdString());
}

// What its schema finds wrong has a number of its own.
Response schemaFailure(qint64 code, std::string_view text)
{
    JsonText json;
    json.beginObject().field("code", code).field("message", text).endObject();
    return jsonResponse(json.take(), 422);
}

Response empty(int status)
{
    return {status, {}, {}, {}};
}

void writeTexts(JsonText &json, const QStringList &texts)
{
    json.beginArray();
    for (const auto &text : texts)
        json.string(text);
    json.endArray();
}

// Milliseconds, as Alertmanager writes times.
std::string timeText(qint64 ns)
{
    const QString text = base::isoTime(ns - ns % base::nsPerMs);
    const auto dot = text.indexOf(QLatin1Char('.'));
    const QString whole = dot < 0 ? text.chopped(1) : text.left(dot);
    const QString decimals = dot < 0 ? QString() : text.mid(dot + 1).chopped(1);
    return QString(whole + QLatin1Char('.') + decimals.leftJustified(3, QLatin1Char('0')) + QLatin1Char('Z'))
        .toStdString();
}

std::string_view stateName(AlertState state)
{
    switch (state) {
    case AlertState::Suppressed:
        return "suppressed";
    case AlertState::Unprocessed:
        return "unprocessed";
    default:
        return "active";
    }
}

void writeAlert(JsonText &json, const Alert &alert)
{
    json.beginObject().key("annotations").labels(alert.annotations).field("endsAt", timeText(alert.endsNs));
    json.field("fingerprint", alert.fingerprint).key("receivers").beginArray();
    for (const auto &receiver : alert.receivers)
        json.beginObject().field("name", receiver).endObject();
    json.endArray().field("startsAt", timeText(alert.startsNs)).key("status").beginObject().key("inhibitedBy");
    writeTexts(json, alert.inhibitedBy);
    json.key("mutedBy");
    writeTexts(json, alert.mutedBy);
    json.key("silencedBy");
    writeTexts(json, alert.silencedBy);
    json.field("state", stateName(alert.state)).endObject().field("updatedAt", timeText(alert.updatedNs));
    if (!alert.generatorUrl.isEmpty())
        json.field("generatorURL", alert.generatorUrl);
    json.key("labels").labels(alert.labels).endObject();
}

std::string_view stateName(SilenceState state)
{
    switch (state) {
    case SilenceState::Active:
        return "active";
    case SilenceState::Pending:
        return "pending";
    case SilenceState::Expired:
        break;
    }
    return "expired";
}

void writeSilence(JsonText &json, const Silence &silence)
{
    json.beginObject()
        .field("id", silence.id)
        .key("status")
        .beginObject()
        .field("state", stateName(silence.state))
        .endObject();
    json.field("updatedAt", timeText(silence.updatedNs))
        .field("comment", silence.comment)
        .field("createdBy", silence.createdBy);
    json.field("endsAt", timeText(silence.endsNs)).key("matchers").beginArray();
    for (const auto &matcher : silence.matchers) {
        json.beginObject().key("isEqual").truth(matcher.isEqual).key("isRegex").truth(matcher.isRegex);
        json.field("name", matcher.name).field("value", matcher.value).endObject();
    }
    json.endArray().field("startsAt", timeText(silence.startsNs));
    if (!silence.annotations.isEmpty())
        json.key("annotations").labels(silence.annotations);
    json.endObject();
}

// name="value", name=~value …; quotes optional. Nothing when it is no matcher.
std::optional<Matcher> matcherOf(std::string_view text)
{
    const auto at = text.find_first_of("=!");
    if (at == 0 || at == std::string_view::npos)
        return std::nullopt;
    Matcher matcher;
    const auto unquoted = [](std::string_view part) {
        while (part.starts_with(' '))
            part.remove_prefix(1);
        while (part.ends_with(' '))
            part.remove_suffix(1);
        if (part.size() < 2 || !part.starts_with('"') || !part.ends_with('"'))
            return std::string(part);
        std::string out;
        for (std::size_t i = 1; i + 1 < part.size(); ++i) {
            if (part[i] == '\\' && i + 2 < part.size())
                ++i;
            out += part[i];
        }
        return out;
    };
    matcher.name = QString::fromStdString(unquoted(text.substr(0, at)));
    const std::string_view rest = text.substr(at);
    std::size_t length = 2;
    if (rest.starts_with("=~") || rest.starts_with("!~"))
        matcher.isRegex = true;
    else if (rest.starts_with("="))
        length = 1;
    else if (!rest.starts_with("!="))
        return std::nullopt;
    matcher.isEqual = rest.starts_with("=");
    matcher.value = QString::fromStdString(unquoted(rest.substr(length)));
    return matcher;
}

base::Result<std::vector<Matcher>> filtersOf(const Parameters &p)
{
    std::vector<Matcher> matchers;
    for (const auto &text : p.all("filter")) {
        auto matcher = matcherOf(text);
        if (!matcher)
            return base::makeError(base::ErrorKind::Invalid,
                                   QStringLiteral("bad matcher format: %1").arg(QString::fromStdString(text)));
        matchers.push_back(std::move(*matcher));
    }
    return matchers;
}

bool matchAll(const std::vector<Matcher> &matchers, const base::Labels &labels)
{
    return std::all_of(matchers.begin(), matchers.end(), [&](const Matcher &m) { return m.matches(labels); });
}

bool isWanted(const Parameters &p, const char *name)
{
    return p.value(name) != "false";
}

bool isUuid(std::string_view text)
{
    const QString id = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    return id.size() == 36 && !QUuid::fromString(id).isNull();
}

// The body of a new or edited silence; what its schema or its rules find wrong is an answer.
base::Result<Silence> readSilence(const wire::Json &root, Response &problem)
{
    Silence silence;
    const auto refuse = [&](Response response) {
        problem = std::move(response);
        return base::makeError(base::ErrorKind::Invalid, QString());
    };
    for (const auto *field : {"comment", "createdBy", "startsAt", "endsAt", "matchers"})
        if (!root[field].exists())
            return refuse(schemaFailure(602, std::string(field) + " in body is required"));
    silence.id = root["id"].string();
    silence.comment = root["comment"].string();
    silence.createdBy = root["createdBy"].string();
    silence.startsNs = root["startsAt"].time();
    silence.endsNs = root["endsAt"].time();
    silence.annotations = root["annotations"].labels();
    if (silence.startsNs == 0 || silence.endsNs == 0)
        return refuse(schemaFailure(601, "startsAt and endsAt in body must be of type date-time"));
    bool isOpen = true;
    root["matchers"].forEach([&](const wire::Json &one) {
        Matcher matcher{one["name"].string(), one["value"].string(), one["isRegex"].truth(),
                        one["isEqual"].truth(true)};
        isOpen = isOpen && matcher.matches({});
        silence.matchers.push_back(std::move(matcher));
    });
    if (silence.matchers.empty() || isOpen)
        return refuse(failure(400, "Failed to create silence: at least one matcher must not match the empty string"));
    return silence;
}

class AlertApi {
public:
    AlertApi(AlertAnswers answers, const base::Clock &clock) : m_answers(std::move(answers)), m_clock(clock) {}

    Response alerts(const Request &request, std::stop_token) const
    {
        const auto wanted = wantedAlerts(Parameters::of(request));
        if (!wanted)
            return failure(wanted.error());
        JsonText json;
        json.beginArray();
        for (const auto &alert : *wanted)
            writeAlert(json, alert);
        return jsonResponse(json.endArray().take() + '\n');
    }

    // One group for each name: the station routes nothing.
    Response groups(const Request &request, std::stop_token) const
    {
        const auto wanted = wantedAlerts(Parameters::of(request));
        if (!wanted)
            return failure(wanted.error());
        std::map<std::string, std::vector<const Alert *>> byName;
        for (const auto &alert : *wanted)
            byName[std::string(alert.labels.value("alertname"))].push_back(&alert);
        JsonText json;
        json.beginArray();
        for (const auto &[name, list] : byName) {
            json.beginObject().key("alerts").beginArray();
            for (const auto *alert : list)
                writeAlert(json, *alert);
            json.endArray().key("labels").labels(base::Labels{{"alertname", name}});
            json.key("receiver").beginObject().field("name", "station").endObject().endObject();
        }
        return jsonResponse(json.endArray().take() + '\n');
    }

    Response silences(const Request &request, std::stop_token) const
    {
        const auto filters = filtersOf(Parameters::of(request));
        if (!filters)
            return failure(400, filters.error().summary.toStdString());
        const auto known = all();
        if (!known)
            return failure(known.error());
        JsonText json;
        json.beginArray();
        for (const auto &silence : *known) {
            // A filter asks what the silence's matchers are about.
            std::vector<base::Labels::Pair> pairs;
            for (const auto &matcher : silence.matchers)
                pairs.emplace_back(matcher.name.toStdString(), matcher.value.toStdString());
            if (matchAll(*filters, base::Labels(std::move(pairs))))
                writeSilence(json, silence);
        }
        return jsonResponse(json.endArray().take() + '\n');
    }

    Response silence(const Request &request, std::stop_token) const
    {
        const auto id = request.capture("id");
        if (!isUuid(id))
            return badId(id);
        const auto known = all();
        if (!known)
            return failure(known.error());
        for (const auto &silence : *known)
            if (silence.id.toStdString() == id) {
                JsonText json;
                writeSilence(json, silence);
                return jsonResponse(json.take() + '\n');
            }
        return empty(404);
    }

    Response put(const Request &request, std::stop_token) const
    {
        const auto document = wire::JsonDocument::parse(request.body);
        if (!document || !document->root().isObject())
            return schemaFailure(400, "parsing silence body failed");
        Response problem;
        const auto silence = readSilence(document->root(), problem);
        if (!silence)
            return problem;
        if (silence->endsNs <= m_clock.nowNs())
            return failure(400, "Failed to create silence: end time can't be in the past");
        if (silence->endsNs <= silence->startsNs)
            return failure(400, "Failed to create silence: start time must be before end time");
        if (!m_answers.putSilence)
            return failure(500, "Failed to create silence: this station keeps no silences");
        const auto id = m_answers.putSilence(*silence);
        if (!id)
            return failure(putStatus(id.error()), "Failed to create silence: " + id.error().summary.toStdString());
        JsonText json;
        return jsonResponse(json.beginObject().field("silenceID", *id).endObject().take() + '\n');
    }

    Response expire(const Request &request, std::stop_token) const
    {
        const auto id = request.capture("id");
        if (!isUuid(id))
            return badId(id);
        if (!m_answers.expireSilence)
            return empty(404);
        const auto done = m_answers.expireSilence(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
        if (done)
            return empty(200);
        return done.error().kind == base::ErrorKind::NotFound ? empty(404)
                                                              : failure(500, done.error().summary.toStdString());
    }

    Response status(const Request &, std::stop_token) const
    {
        const base::Result<signals::AlertmanagerStatus> told =
            m_answers.status ? m_answers.status() : signals::AlertmanagerStatus();
        if (!told)
            return failure(told.error());
        const auto &status = *told;
        JsonText json;
        json.beginObject()
            .key("cluster")
            .beginObject()
            .field("status", "disabled")
            .key("peers")
            .beginArray()
            .endArray()
            .endObject();
        json.key("config").beginObject().field("original", status.configYaml).endObject();
        json.field("uptime", timeText(status.startedNs)).key("versionInfo").beginObject();
        json.field("branch", "")
            .field("buildDate", "")
            .field("buildUser", "")
            .field("goVersion", "")
            .field("revision", "");
        json.field("version", status.version.isEmpty() ? QStringLiteral("watchfloor-" WF_VERSION) : status.version);
        return jsonResponse(json.endObject().endObject().take() + '\n');
    }

    static Response receivers(const Request &, std::stop_token) { return jsonResponse("[{\"name\":\"station\"}]\n"); }

private:
    static int putStatus(const base::Error &error)
    {
        switch (error.kind) {
        case base::ErrorKind::NotFound:
            return 404;
        case base::ErrorKind::Timeout:
        case base::ErrorKind::Cancelled:
        case base::ErrorKind::Storage:
            return 500;
        default:
            return 400;
        }
    }
    static Response badId(std::string_view id)
    {
        return schemaFailure(601, "silenceID in path must be of type uuid: \"" + std::string(id) + '"');
    }

    base::Result<std::vector<Silence>> all() const
    {
        return m_answers.silences ? m_answers.silences() : std::vector<Silence>();
    }

    base::Result<std::vector<Alert>> wantedAlerts(const Parameters &p) const
    {
        const auto filters = filtersOf(p);
        if (!filters)
            return filters.error();
        base::Result<std::vector<Alert>> found = m_answers.alerts ? m_answers.alerts() : std::vector<Alert>();
        if (!found)
            return found;
        std::erase_if(*found, [&](const Alert &alert) {
            if (alert.state == AlertState::Pending || !matchAll(*filters, alert.labels))
                return true;
            if (!isWanted(p, "silenced") && !alert.silencedBy.isEmpty())
                return true;
            if (!isWanted(p, "inhibited") && !alert.inhibitedBy.isEmpty())
                return true;
            if (!isWanted(p, "unprocessed") && alert.state == AlertState::Unprocessed)
                return true;
            return !isWanted(p, "active") && alert.state == AlertState::Firing;
        });
        return found;
    }

    AlertAnswers m_answers;
    const base::Clock &m_clock;
};

} // namespace

std::vector<net::server::Route> alertmanagerRoutes(AlertAnswers answers, const base::Clock &clock)
{
    const auto api = std::make_shared<const AlertApi>(std::move(answers), clock);
    std::vector<net::server::Route> routes;
    const auto add = [&](const char *verb, const std::string &path, auto method, std::size_t body = 0) {
        routes.push_back({verb,
                          "/api/v2/" + path,
                          [api, method](const Request &request, std::stop_token stop) {
                              return (api.get()->*method)(request, std::move(stop));
                          },
                          body,
                          body,
                          {}});
    };
    add("GET", "alerts", &AlertApi::alerts);
    add("GET", "alerts/groups", &AlertApi::groups);
    add("GET", "silences", &AlertApi::silences);
    add("POST", "silences", &AlertApi::put, 1 << 20);
    add("GET", "silence/{id}", &AlertApi::silence);
    add("DELETE", "silence/{id}", &AlertApi::expire);
    add("GET", "status", &AlertApi::status);
    routes.push_back({"GET", "/api/v2/receivers", &AlertApi::receivers, 0, 0, {}});
    return routes;
}

} // namespace wf::station
