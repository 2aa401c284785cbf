// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/statuspage/pagesettings.h"

#include "models/base/duration.h"
#include "models/base/recurrence/zonedtime.h"
#include "models/base/untrusted.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace wf::wire {

using namespace Qt::StringLiterals;
using signals::ComponentState;

namespace {

constexpr std::size_t mostComponents = 500;

class SettingsReader {
public:
    SettingsReader(FieldScribe &scribe, PageSettings &out) : m_scribe(scribe), m_out(out) {}

    void read(const YamlNode &root)
    {
        m_scribe.expectKeys(root, {"apiVersion", "kind", "metadata", "spec"}, FileProblem::Weight::Error);
        if (m_scribe.needed(root, "kind") != "StatusPage")
            m_scribe.error(root, u"kind must be StatusPage"_s);
        if (const YamlNode *spec = m_scribe.map(root, "spec"))
            readSpec(*spec);
        else
            m_scribe.error(root, u"spec is missing: title, organisation and components belong there"_s);
    }

private:
    const YamlNode &at(const YamlNode &map, std::string_view key) const
    {
        const YamlNode *field = map.field(key);
        return field == nullptr ? map : *field;
    }

    void readSpec(const YamlNode &spec)
    {
        m_scribe.expectKeys(spec,
                            {"title", "organisation", "address", "contact", "timeZone", "colour", "days",
                             "ignoreShorterThan", "components"},
                            FileProblem::Weight::Error);
        m_out.title = toQString(m_scribe.needed(spec, "title"));
        m_out.organisation = toQString(m_scribe.needed(spec, "organisation"));
        m_out.address = m_scribe.string(spec, "address");
        if (!m_out.address.isEmpty() && !base::isSafeWebAddress(m_out.address))
            m_scribe.error(at(spec, "address"), u"address must be http:// or https:// with a host"_s);
        m_out.contact = m_scribe.string(spec, "contact");
        static const QRegularExpression mail(u"^mailto:[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$"_s);
        if (!m_out.contact.isEmpty() && !base::isSafeWebAddress(m_out.contact) && !mail.match(m_out.contact).hasMatch())
            m_scribe.error(at(spec, "contact"), u"contact must be an https:// or mailto: address"_s);
        if (const QString zone = m_scribe.string(spec, "timeZone"); !zone.isEmpty()) {
            m_out.timeZone = zone;
            if (!base::zoneNamed(zone).isValid())
                m_scribe.error(at(spec, "timeZone"),
                               u"%1 is no time zone; write one like Europe/Berlin"_s.arg(base::visibleText(zone, 60)));
        }
        if (const QString colour = m_scribe.string(spec, "colour"); !colour.isEmpty()) {
            m_out.colour = colour;
            static const QRegularExpression form(u"^#[0-9A-Fa-f]{6}$"_s);
            if (!form.match(colour).hasMatch())
                m_scribe.error(at(spec, "colour"), u"colour must be written as #RRGGBB"_s);
        }
        if (const auto days = m_scribe.number(spec, "days")) {
            m_out.days = static_cast<int>(std::clamp(*days, 0.0, 1000.0));
            if (*days != m_out.days || m_out.days < 7 || m_out.days > 366)
                m_scribe.error(at(spec, "days"), u"days must be a whole number from 7 to 366"_s);
        }
        if (const QString least = m_scribe.string(spec, "ignoreShorterThan"); !least.isEmpty()) {
            const auto ns = base::parseDuration(least);
            m_out.minimumNs = ns.value_or(0);
            if (!ns)
                m_scribe.error(at(spec, "ignoreShorterThan"), u"ignoreShorterThan must be a duration like 2m"_s);
        }
        readComponents(spec);
    }

    void readComponents(const YamlNode &spec)
    {
        const YamlNode *list = m_scribe.list(spec, "components");
        if (list == nullptr || list->items.empty())
            return m_scribe.error(at(spec, "components"), u"components must name at least one"_s);
        if (list->items.size() > mostComponents)
            return m_scribe.error(*list, u"components may name at most 500"_s);
        for (const auto &item : list->items) {
            if (!item->isMap()) {
                m_scribe.error(*item, u"a component must be a map with id, name and services"_s);
                continue;
            }
            readComponent(*item);
        }
    }

    void readComponent(const YamlNode &map)
    {
        m_scribe.expectKeys(map,
                            {"id", "name", "description", "group", "services", "objectives", "agreements",
                             "whenCritical", "whenWarning"},
                            FileProblem::Weight::Error);
        PageComponent out;
        out.id = toQString(m_scribe.needed(map, "id"));
        static const QRegularExpression form(u"^[a-z0-9][a-z0-9-]{0,63}$"_s);
        if (!out.id.isEmpty() && !form.match(out.id).hasMatch())
            m_scribe.error(at(map, "id"), u"id may hold lower case letters, digits and dashes, at most 64"_s);
        for (const auto &other : m_out.components)
            if (other.id == out.id)
                m_scribe.error(at(map, "id"), u"there is a component %1 already"_s.arg(base::visibleText(out.id, 64)));
        out.name = toQString(m_scribe.needed(map, "name"));
        out.description = m_scribe.string(map, "description");
        out.group = m_scribe.string(map, "group");
        out.services = names(map, "services");
        out.objectives = names(map, "objectives");
        out.agreements = names(map, "agreements");
        out.whenCritical = state(map, "whenCritical", out.whenCritical);
        out.whenWarning = state(map, "whenWarning", out.whenWarning);
        m_out.components.push_back(std::move(out));
    }

    QStringList names(const YamlNode &map, const char *key)
    {
        QStringList out;
        if (const YamlNode *list = m_scribe.list(map, key))
            for (const auto &item : list->items)
                item->isScalar() ? static_cast<void>(out << toQString(item->text))
                                 : m_scribe.error(*item, u"%1 must be names"_s.arg(QLatin1String(key)));
        return out;
    }

    ComponentState state(const YamlNode &map, const char *key, ComponentState fallback)
    {
        const QString name = m_scribe.string(map, key);
        if (name.isEmpty())
            return fallback;
        const auto found = signals::componentStateOf(name);
        if (!found || *found == ComponentState::Maintenance)
            m_scribe.error(at(map, key),
                           u"%1 must be operational, degraded_performance, partial_outage or major_outage"_s.arg(
                               QLatin1String(key)));
        return found.value_or(fallback);
    }

    FieldScribe &m_scribe;
    PageSettings &m_out;
};

QString weightWord(FileProblem::Weight weight)
{
    return weight == FileProblem::Weight::Error     ? u"error"_s
           : weight == FileProblem::Weight::Warning ? u"warning"_s
                                                    : u"note"_s;
}

} // namespace

bool ReadPageSettings::isValid() const
{
    return std::ranges::none_of(problems, [](const FileProblem &p) { return p.weight == FileProblem::Weight::Error; });
}

QStringList ReadPageSettings::lines(const QString &file) const
{
    QStringList out;
    for (const FileProblem &p : problems)
        out << u"%1:%2:%3: %4: %5"_s.arg(file, QString::number(p.place.line), QString::number(p.place.column),
                                         weightWord(p.weight), p.what);
    return out;
}

ReadPageSettings readPageSettings(std::string_view text)
{
    ReadPageSettings out;
    const YamlDocuments documents = readYamlTree(text);
    if (documents.problem) {
        out.problems.push_back({FileProblem::Weight::Error, documents.problem->place, documents.problem->what});
        return out;
    }
    if (documents.documents.size() != 1 || !documents.documents.front()->isMap()) {
        out.problems.push_back(
            {FileProblem::Weight::Error, {1, 1}, u"the file must hold one document of kind StatusPage"_s});
        return out;
    }
    FieldScribe scribe(text, out.problems);
    SettingsReader(scribe, out.settings).read(*documents.documents.front());
    return out;
}

} // namespace wf::wire
