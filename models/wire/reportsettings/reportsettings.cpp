// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/reportsettings/reportsettings.h"

#include "models/base/clock.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/base/untrusted.h"

#include <QRegularExpression>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Wrong = FileProblem::Weight::Error;
constexpr std::size_t mostSchedules = 200;

class SettingsReader {
public:
    SettingsReader(FieldScribe &scribe, ReportSettings &out) : m_scribe(scribe), m_out(out) {}

    void read(const YamlNode &root)
    {
        m_scribe.expectKeys(root, {"apiVersion", "kind", "metadata", "spec"}, Wrong);
        if (m_scribe.needed(root, "kind") != "Reports")
            m_scribe.error(root, u"kind must be Reports"_s);
        const YamlNode *spec = m_scribe.map(root, "spec");
        if (spec == nullptr)
            return m_scribe.error(root, u"spec is missing: branding, mail and schedules belong there"_s);
        m_scribe.expectKeys(*spec, {"branding", "mail", "schedules"}, Wrong);
        if (const YamlNode *branding = m_scribe.map(*spec, "branding"))
            readBranding(*branding);
        if (const YamlNode *mail = m_scribe.map(*spec, "mail"))
            m_out.mail = readMailSettings(*mail, m_scribe);
        const YamlNode *list = m_scribe.list(*spec, "schedules");
        if (list != nullptr && list->items.size() > mostSchedules)
            return m_scribe.error(*list, u"schedules may hold at most 200"_s);
        if (list != nullptr)
            for (const auto &item : list->items)
                item->isMap() ? readSchedule(*item) : m_scribe.error(*item, u"a schedule must be a map"_s);
    }

private:
    static const YamlNode &at(const YamlNode &map, std::string_view key)
    {
        const YamlNode *field = map.field(key);
        return field == nullptr ? map : *field;
    }

    void readBranding(const YamlNode &map)
    {
        m_scribe.expectKeys(map, {"name", "colour", "logo"}, Wrong);
        m_out.name = m_scribe.string(map, "name");
        m_out.logo = m_scribe.string(map, "logo");
        const QString colour = m_scribe.string(map, "colour");
        static const QRegularExpression form(u"^#[0-9A-Fa-f]{6}$"_s);
        if (!colour.isEmpty() && !form.match(colour).hasMatch())
            m_scribe.error(at(map, "colour"), u"colour must be written as \"#RRGGBB\""_s);
        if (!colour.isEmpty())
            m_out.colour = colour;
    }

    QStringList texts(const YamlNode &map, std::string_view key)
    {
        QStringList out;
        if (const YamlNode *list = m_scribe.list(map, key))
            for (const auto &item : list->items)
                item->isScalar() ? static_cast<void>(out << toQString(item->text))
                                 : m_scribe.error(*item, u"a text belongs here"_s);
        return out;
    }

    void readLooks(const YamlNode &map, ReportSchedule &out)
    {
        const QString paper = m_scribe.string(map, "paper").toLower();
        if (!paper.isEmpty() && paper != u"a4"_s && paper != u"letter"_s)
            m_scribe.error(at(map, "paper"), u"paper must be a4 or letter"_s);
        for (const QString &name : texts(map, "formats")) {
            const auto format = reportFormatOf(name);
            if (!format)
                m_scribe.error(at(map, "formats"), u"formats are pdf, html, csv, json and md"_s);
            else
                out.looks.push_back({*format, paper == u"letter"_s ? PaperSize::Letter : PaperSize::A4});
        }
        if (out.looks.empty())
            out.looks.push_back({ReportFormat::Pdf, paper == u"letter"_s ? PaperSize::Letter : PaperSize::A4});
    }

    void readWhen(const YamlNode &map, ReportSchedule &out)
    {
        base::RecurringWindow::Spec spec;
        const QString start = toQString(m_scribe.needed(map, "start"));
        for (const char *form : {"yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-ddTHH:mm:ss"})
            if (!spec.first.isValid())
                spec.first = QDateTime::fromString(start, QString::fromLatin1(form));
        spec.first.setTimeSpec(Qt::UTC);
        if (!spec.first.isValid())
            return m_scribe.error(at(map, "start"), u"start must be a local time like 2026-06-02 06:00"_s);
        const QString zone = m_scribe.string(map, "timeZone");
        spec.zone = zone.isEmpty() ? QTimeZone::utc() : base::zoneNamed(zone);
        if (!spec.zone.isValid())
            return m_scribe.error(at(map, "timeZone"), u"timeZone must be one like Europe/Berlin"_s);
        spec.lengthNs = base::nsPerMinute;
        if (const QString text = m_scribe.string(map, "rrule"); !text.isEmpty()) {
            const auto rule = base::parseRecurrenceRule(text);
            if (!rule)
                return m_scribe.error(at(map, "rrule"), rule.error().summary);
            spec.rule = *rule;
        }
        const auto window = base::RecurringWindow::of(std::move(spec));
        if (!window)
            return m_scribe.error(at(map, "start"), window.error().summary);
        out.when = *window;
    }

    void readSchedule(const YamlNode &map)
    {
        m_scribe.expectKeys(map,
                            {"name", "agreement", "start", "rrule", "timeZone", "period", "formats", "paper", "to",
                             "folder", "subject", "text"},
                            Wrong);
        ReportSchedule out;
        out.name = toQString(m_scribe.needed(map, "name"));
        static const QRegularExpression form(u"^[a-z0-9][a-z0-9-]{0,63}$"_s);
        if (!out.name.isEmpty() && !form.match(out.name).hasMatch())
            m_scribe.error(at(map, "name"), u"name may hold lower case letters, digits and dashes, at most 64"_s);
        for (const auto &other : m_out.schedules)
            if (other.name == out.name)
                m_scribe.error(at(map, "name"),
                               u"there is a schedule %1 already"_s.arg(base::visibleText(out.name, 64)));
        out.agreement = toQString(m_scribe.needed(map, "agreement"));
        const QString period = m_scribe.string(map, "period");
        if (!period.isEmpty() && period != u"previous"_s && period != u"running"_s)
            m_scribe.error(at(map, "period"), u"period must be previous or running"_s);
        out.isRunning = period == u"running"_s;
        readLooks(map, out);
        readWhen(map, out);
        out.to = texts(map, "to");
        out.folder = m_scribe.string(map, "folder");
        out.subject = m_scribe.string(map, "subject");
        out.text = m_scribe.string(map, "text");
        if (out.to.isEmpty() && out.folder.isEmpty())
            m_scribe.error(map, u"a schedule needs recipients (to), a folder, or both"_s);
        if (!out.to.isEmpty() && !m_out.mail)
            m_scribe.error(at(map, "to"), u"there is no mail server to send it with: add spec.mail"_s);
        m_out.schedules.push_back(std::move(out));
    }

    FieldScribe &m_scribe;
    ReportSettings &m_out;
};

} // namespace

bool ReadReportSettings::isValid() const
{
    return std::ranges::none_of(problems, [](const FileProblem &p) { return p.weight == Wrong; });
}

QStringList ReadReportSettings::lines(const QString &file) const
{
    QStringList out;
    for (const FileProblem &p : problems)
        out << u"%1:%2:%3: %4: %5"_s.arg(file, QString::number(p.place.line), QString::number(p.place.column),
                                         p.weight == Wrong ? u"error"_s : u"warning"_s, p.what);
    return out;
}

ReadReportSettings readReportSettings(std::string_view text)
{
    ReadReportSettings out;
    const YamlDocuments documents = readYamlTree(text);
    if (documents.problem) {
        out.problems.push_back({Wrong, documents.problem->place, documents.problem->what});
        return out;
    }
    if (documents.documents.size() != 1 || !documents.documents.front()->isMap()) {
        out.problems.push_back({Wrong, {1, 1}, u"the file must hold one document of kind Reports"_s});
        return out;
    }
    FieldScribe scribe(text, out.problems);
    SettingsReader(scribe, out.settings).read(*documents.documents.front());
    return out;
}

} // namespace wf::wire
