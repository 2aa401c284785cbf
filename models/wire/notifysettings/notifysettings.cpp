// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notifysettings/notifysettings.h"

#include "models/base/duration.h"
#include "models/base/timetext.h"
#include "models/base/untrusted.h"
#include "models/wire/notifysettings/channelfields_p.h"
#include "models/wire/yaml/tree/windowfields.h"

#include <QRegularExpression>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Wrong = FileProblem::Weight::Error;
constexpr std::size_t mostOfEach = 200;
constexpr std::size_t mostSteps = 50;
constexpr int mostRounds = 20;
constexpr qint64 longestWait = 7 * base::nsPerDay;

template<class T>
const T *named(const std::vector<T> &all, const QString &name)
{
    const auto at = std::ranges::find(all, name, &T::name);
    return at == all.end() ? nullptr : &*at;
}

class SettingsReader {
public:
    SettingsReader(FieldScribe &scribe, NotifySettings &out) : m_scribe(scribe), m_out(out) {}

    void read(const YamlNode &root)
    {
        m_scribe.expectKeys(root, {"apiVersion", "kind", "metadata", "spec"}, Wrong);
        if (m_scribe.needed(root, "kind") != "Notifications")
            m_scribe.error(root, u"kind must be Notifications"_s);
        const YamlNode *spec = m_scribe.map(root, "spec");
        if (spec == nullptr)
            return m_scribe.error(root, u"spec is missing: channels, people, onCall and escalations belong there"_s);
        m_scribe.expectKeys(
            *spec, {"mail", "channels", "people", "onCall", "escalations", "quietHours", "watches", "desktop"}, Wrong);
        if (const YamlNode *mail = m_scribe.map(*spec, "mail"))
            m_out.mail = readMailSettings(*mail, m_scribe);
        each(*spec, "channels", [&](const YamlNode &map) { readOneChannel(map); });
        each(*spec, "people", [&](const YamlNode &map) { readPerson(map); });
        each(*spec, "onCall", [&](const YamlNode &map) { readRota(map); });
        each(*spec, "escalations", [&](const YamlNode &map) { readEscalation(map); });
        each(*spec, "quietHours", [&](const YamlNode &map) { readQuiet(map); });
        each(*spec, "watches", [&](const YamlNode &map) {
            m_scribe.expectKeys(map, {"start", "end", "duration", "rrule", "timeZone"}, Wrong);
            if (auto window = readWindow(map))
                m_out.watches.push_back(*window);
        });
        if (const YamlNode *desktop = m_scribe.map(*spec, "desktop"))
            readDesktop(*desktop);
    }

private:
    template<class Read>
    void each(const YamlNode &parent, std::string_view key, Read read)
    {
        const YamlNode *list = m_scribe.list(parent, key);
        if (list == nullptr)
            return;
        if (list->items.size() > mostOfEach)
            return m_scribe.error(*list, u"%1 may hold at most %2"_s.arg(shownText(key)).arg(mostOfEach));
        for (const auto &item : list->items)
            item->isMap() ? read(*item) : m_scribe.error(*item, u"an entry of %1 must be a map"_s.arg(shownText(key)));
    }

    template<class T>
    void keep(const YamlNode &map, std::vector<T> &all, T one)
    {
        static const QRegularExpression form(u"^[\\p{L}0-9][\\p{L}0-9 ._-]{0,63}$"_s);
        if (!one.name.isEmpty() && !form.match(one.name).hasMatch())
            m_scribe.error(nodeAt(map, "name"),
                           u"name may hold letters, digits, spaces, dots and dashes, at most 64"_s);
        else if (named(all, one.name) != nullptr)
            m_scribe.error(nodeAt(map, "name"), u"the name %1 is there twice"_s.arg(base::visibleText(one.name, 64)));
        all.push_back(std::move(one));
    }

    void readOneChannel(const YamlNode &map)
    {
        Channel channel = readChannel(map, m_scribe);
        if (channel.kind == Channel::Kind::Email && !m_out.mail)
            m_scribe.error(nodeAt(map, "email"), u"there is no mail server to send it with: add spec.mail"_s);
        keep(map, m_out.channels, std::move(channel));
    }

    void expectChannels(const YamlNode &at, const QStringList &names)
    {
        for (const QString &name : names)
            if (m_out.channel(name) == nullptr)
                m_scribe.error(at, u"there is no channel %1"_s.arg(base::visibleText(name, 64)));
    }

    void readPerson(const YamlNode &map)
    {
        m_scribe.expectKeys(map, {"name", "channels", "knownAs"}, Wrong);
        signals::Person person;
        person.name = toQString(m_scribe.needed(map, "name"));
        person.channels = textList(map, "channels", m_scribe);
        person.known = textList(map, "knownAs", m_scribe);
        if (person.channels.isEmpty())
            m_scribe.error(map, u"a person needs at least one of the channels"_s);
        expectChannels(nodeAt(map, "channels"), person.channels);
        keep(map, m_out.people, std::move(person));
    }

    qint64 readMoment(const YamlNode &map, std::string_view key)
    {
        bool ok = false;
        const std::string text = m_scribe.needed(map, key);
        const qint64 ns = base::parseIsoTime(toQString(text), &ok);
        if (!ok && !text.empty())
            m_scribe.error(nodeAt(map, key),
                           u"%1 must be a moment like 2026-05-14T18:00:00+02:00"_s.arg(shownText(key)));
        return ns;
    }

    void readRota(const YamlNode &map)
    {
        m_scribe.expectKeys(map, {"name", "calendar", "overrides"}, Wrong);
        signals::OnCallRota rota;
        rota.name = toQString(m_scribe.needed(map, "name"));
        rota.calendar = toQString(m_scribe.needed(map, "calendar"));
        if (rota.calendar.contains("://"_L1) && !base::isSafeWebAddress(rota.calendar))
            m_scribe.error(nodeAt(map, "calendar"), u"calendar must be the path of a file, or begin with https://"_s);
        each(map, "overrides", [&](const YamlNode &entry) {
            m_scribe.expectKeys(entry, {"start", "end", "person"}, Wrong);
            signals::OnCallOverride one{readMoment(entry, "start"), readMoment(entry, "end"),
                                        toQString(m_scribe.needed(entry, "person"))};
            if (one.endNs <= one.startNs)
                m_scribe.error(nodeAt(entry, "end"), u"end must be after start"_s);
            expectPerson(nodeAt(entry, "person"), one.person);
            rota.overrides.push_back(std::move(one));
        });
        keep(map, m_out.rotas, std::move(rota));
    }

    void expectPerson(const YamlNode &at, const QString &name)
    {
        if (!name.isEmpty() && m_out.person(name) == nullptr)
            m_scribe.error(at, u"there is nobody called %1 in people"_s.arg(base::visibleText(name, 64)));
    }

    qint64 readWait(const YamlNode &map, std::string_view key)
    {
        const QString text = m_scribe.string(map, key);
        if (text.isEmpty())
            return 0;
        const auto ns = base::parseDuration(text);
        if (!ns || *ns < 0 || *ns > longestWait)
            m_scribe.error(nodeAt(map, key), u"%1 must be a duration like 10m, at most 7d"_s.arg(shownText(key)));
        return ns.value_or(0);
    }

    std::vector<signals::Severity> readSeverities(const YamlNode &map, std::string_view key)
    {
        std::vector<signals::Severity> out;
        for (const QString &name : textList(map, key, m_scribe))
            if (name == "critical"_L1 || name == "warning"_L1 || name == "info"_L1)
                out.push_back(signals::severityFromLabel(name));
            else
                m_scribe.error(nodeAt(map, key), u"%1 are critical, warning and info"_s.arg(shownText(key)));
        return out;
    }

    std::optional<base::RecurringWindow> readWindow(const YamlNode &map)
    {
        const int before = m_scribe.errors();
        auto spec = readWindowFields(map, QTimeZone::utc(), m_scribe);
        if (m_scribe.errors() != before)
            return std::nullopt;
        auto window = base::RecurringWindow::of(std::move(spec));
        if (!window)
            m_scribe.error(map, window.error().summary);
        return window ? std::optional(*window) : std::nullopt;
    }

    signals::NotifyTarget readTarget(const YamlNode &at, const QString &text)
    {
        signals::NotifyTarget out;
        const qsizetype colon = text.indexOf(u':');
        const QString kind = text.left(colon);
        const QString name = text.mid(colon + 1).trimmed();
        if (kind == "channel"_L1) {
            out.channel = name;
            expectChannels(at, {name});
        } else if (kind == "person"_L1) {
            out.person = name;
            expectPerson(at, name);
        } else if (kind == "onCall"_L1) {
            out.onCall = name;
            if (m_out.rota(name) == nullptr)
                m_scribe.error(at, u"there is no rota %1 in onCall"_s.arg(base::visibleText(name, 64)));
        } else {
            m_scribe.error(at,
                           u"%1 must be channel:NAME, person:NAME or onCall:NAME"_s.arg(base::visibleText(text, 64)));
        }
        return out;
    }

    void readStep(const YamlNode &map, signals::Escalation &out)
    {
        m_scribe.expectKeys(map, {"after", "notify"}, Wrong);
        signals::EscalationStep step;
        step.afterNs = readWait(map, "after");
        for (const QString &text : textList(map, "notify", m_scribe))
            step.targets.push_back(readTarget(nodeAt(map, "notify"), text));
        if (step.targets.empty())
            m_scribe.error(map, u"a step tells somebody: notify is missing"_s);
        out.steps.push_back(std::move(step));
    }

    void readConditions(const YamlNode &map, signals::Escalation &out)
    {
        const YamlNode *when = m_scribe.map(map, "when");
        if (when == nullptr)
            return;
        m_scribe.expectKeys(*when, {"severities", "services", "hours", "objectiveBurns"}, Wrong);
        out.severities = readSeverities(*when, "severities");
        out.services = textList(*when, "services", m_scribe);
        out.onlyWithBurn = m_scribe.truth(*when, "objectiveBurns", false);
        each(*when, "hours", [&](const YamlNode &entry) {
            m_scribe.expectKeys(entry, {"start", "end", "duration", "rrule", "timeZone"}, Wrong);
            if (auto window = readWindow(entry))
                out.hours.push_back(*window);
        });
    }

    void readEscalation(const YamlNode &map)
    {
        m_scribe.expectKeys(map, {"name", "when", "steps", "rounds", "roundAfter"}, Wrong);
        signals::Escalation out;
        out.name = toQString(m_scribe.needed(map, "name"));
        readConditions(map, out);
        each(map, "steps", [&](const YamlNode &entry) { readStep(entry, out); });
        if (out.steps.empty() || out.steps.size() > mostSteps)
            m_scribe.error(nodeAt(map, "steps"), u"an escalation has from 1 to %1 steps"_s.arg(mostSteps));
        const double rounds = m_scribe.number(map, "rounds").value_or(1);
        out.rounds = static_cast<int>(std::clamp(rounds, 0.0, 1000.0));
        if (out.rounds != rounds || out.rounds < 1 || out.rounds > mostRounds)
            m_scribe.error(nodeAt(map, "rounds"), u"rounds must be from 1 to %1"_s.arg(mostRounds));
        out.roundAfterNs = readWait(map, "roundAfter");
        if (out.rounds > 1 && out.roundAfterNs < base::nsPerMinute)
            m_scribe.error(nodeAt(map, "roundAfter"), u"roundAfter must be at least 1m when there are rounds"_s);
        keep(map, m_out.escalations, std::move(out));
    }

    void readQuiet(const YamlNode &map)
    {
        m_scribe.expectKeys(map, {"start", "end", "duration", "rrule", "timeZone", "except"}, Wrong);
        auto when = readWindow(map);
        if (when)
            m_out.quiet.push_back({*when, readSeverities(map, "except")});
    }

    void readDesktop(const YamlNode &map)
    {
        m_scribe.expectKeys(map, {"staysInTray", "sounds"}, Wrong);
        m_out.desktop.staysInTray = m_scribe.truth(map, "staysInTray", false);
        const YamlNode *sounds = m_scribe.map(map, "sounds");
        if (sounds == nullptr)
            return;
        m_scribe.expectKeys(*sounds, {"critical", "warning"}, Wrong);
        readSound(*sounds, "critical", m_out.desktop.critical);
        readSound(*sounds, "warning", m_out.desktop.warning);
    }

    void readSound(const YamlNode &parent, std::string_view key, DesktopSettings::Sound &out)
    {
        const YamlNode *map = m_scribe.map(parent, key);
        if (map == nullptr)
            return;
        m_scribe.expectKeys(*map, {"sound", "again"}, Wrong);
        if (const QString sound = m_scribe.string(*map, "sound"); !sound.isEmpty())
            out.sound = sound;
        if (!QStringList{u"twoLowNotes"_s, u"oneLowNote"_s, u"none"_s}.contains(out.sound) &&
            !out.sound.startsWith(u'/'))
            m_scribe.error(nodeAt(*map, "sound"),
                           u"sound must be twoLowNotes, oneLowNote, none, or the path of a WAV file"_s);
        const QString again = m_scribe.string(*map, "again");
        if (again == "never"_L1)
            out.againNs = 0;
        else if (!again.isEmpty())
            out.againNs = readWait(*map, "again");
        if (out.againNs != 0 && out.againNs < 10 * base::nsPerSecond)
            m_scribe.error(nodeAt(*map, "again"), u"again must be never, or a duration from 10s on"_s);
    }

    FieldScribe &m_scribe;
    NotifySettings &m_out;
};

} // namespace

const Channel *NotifySettings::channel(const QString &name) const
{
    return named(channels, name);
}

const signals::Person *NotifySettings::person(const QString &name) const
{
    return named(people, name);
}

const signals::OnCallRota *NotifySettings::rota(const QString &name) const
{
    return named(rotas, name);
}

bool ReadNotifySettings::isValid() const
{
    return std::ranges::none_of(problems, [](const FileProblem &p) { return p.weight == Wrong; });
}

QStringList ReadNotifySettings::lines(const QString &file) const
{
    QStringList out;
    for (const FileProblem &p : problems)
        out << u"%1:%2:%3: %4: %5"_s.arg(file, QString::number(p.place.line), QString::number(p.place.column),
                                         p.weight == Wrong ? u"error"_s : u"warning"_s, p.what);
    return out;
}

ReadNotifySettings readNotifySettings(std::string_view text)
{
    ReadNotifySettings out;
    const YamlDocuments documents = readYamlTree(text);
    if (documents.problem) {
        out.problems.push_back({Wrong, documents.problem->place, documents.problem->what});
        return out;
    }
    if (documents.documents.size() != 1 || !documents.documents.front()->isMap()) {
        out.problems.push_back({Wrong, {1, 1}, u"the file must hold one document of kind Notifications"_s});
        return out;
    }
    FieldScribe scribe(text, out.problems);
    SettingsReader(scribe, out.settings).read(*documents.documents.front());
    return out;
}

} // namespace wf::wire
