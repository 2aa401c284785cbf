// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/wire/notifysettings/notifyedit.h"

#include "models/base/duration.h"

#include <algorithm>

namespace wf::wire {

using namespace Qt::StringLiterals;

namespace {

constexpr const char *skeleton = "apiVersion: watchfloor/v1\nkind: Notifications\nspec:\n";

// Lines of the file that one entry stands on: from the line with its dash to before `end`.
struct Lines {
    std::size_t begin = 0, end = 0; // offsets of line beginnings
    std::size_t dash = 0;           // column of the dash
};

std::size_t lineStart(std::string_view text, std::size_t at)
{
    const auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

std::size_t nextLine(std::string_view text, std::size_t at)
{
    const auto end = text.find('\n', at);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view lineAt(std::string_view text, std::size_t start)
{
    auto line = text.substr(start, nextLine(text, start) - start);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r'))
        line.remove_suffix(1);
    return line;
}

std::size_t indentOf(std::string_view line)
{
    return std::min(line.find_first_not_of(' '), line.size());
}

bool isBlank(std::string_view line)
{
    const auto first = indentOf(line);
    return first == line.size() || line[first] == '#';
}

base::Error notSuch(const QString &why)
{
    return base::makeError(base::ErrorKind::Invalid, why);
}

const YamlNode *listOf(const YamlNode &root, NotifySection section)
{
    const YamlNode *spec = root.isMap() ? root.field("spec") : nullptr;
    return spec != nullptr && spec->isMap() ? spec->field(notifySectionKey(section).toStdString()) : nullptr;
}

// Nothing when the entry does not stand behind a dash of its own.
std::optional<Lines> linesOf(std::string_view text, const YamlNode &list, std::size_t index)
{
    Lines out;
    const std::size_t at = list.items[index]->offset;
    out.begin = lineStart(text, at);
    const auto line = lineAt(text, out.begin);
    out.dash = indentOf(line);
    if (out.dash + 1 >= line.size() || line[out.dash] != '-' ||
        line.substr(out.dash + 1, at - out.begin - out.dash - 1).find_first_not_of(' ') != std::string_view::npos)
        return std::nullopt;
    out.end = nextLine(text, out.begin);
    for (std::size_t next = out.end; next < text.size(); next = nextLine(text, next)) {
        const auto more = lineAt(text, next);
        if (isBlank(more))
            continue; // belongs to what follows, unless the entry goes on
        if (indentOf(more) <= out.dash)
            break;
        out.end = nextLine(text, next);
    }
    return out;
}

std::string indented(const QString &entry, std::size_t dash)
{
    const QStringList lines = entry.trimmed().split(u'\n');
    std::string out;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString line = lines[i];
        while (line.endsWith(u'\r') || line.endsWith(u' '))
            line.chop(1);
        if (line.isEmpty())
            continue;
        out += std::string(dash, ' ') + (i == 0 ? "- " : "  ") + line.toStdString() + "\n";
    }
    return out;
}

YamlNodePtr rootOf(std::string_view text)
{
    const YamlDocuments documents = readYamlTree(text);
    return !documents.problem && documents.documents.size() == 1 ? documents.documents.front() : nullptr;
}

// A list that is not there yet: below spec, at the end of the file.
base::Result<std::string> withSection(std::string text, const YamlNode &root, NotifySection section,
                                      const QString &entry)
{
    if (root.fields.empty() || root.field("spec") == nullptr || root.field("spec") != root.fields.back().second.get())
        return notSuch(
            u"spec must be the last part of the file, so that %1 can be added to it"_s.arg(notifySectionKey(section)));
    if (!text.empty() && text.back() != '\n')
        text += '\n';
    const YamlNode &spec = *root.field("spec");
    std::size_t indent = 2;
    if (spec.isMap() && !spec.fields.empty()) {
        const std::size_t at = spec.fields.front().first->offset;
        indent = at - lineStart(text, at);
    }
    text += std::string(indent, ' ') + notifySectionKey(section).toStdString() + ":\n" + indented(entry, indent + 2);
    return text;
}

} // namespace

QString notifySectionKey(NotifySection section)
{
    switch (section) {
    case NotifySection::Channels:
        return u"channels"_s;
    case NotifySection::People:
        return u"people"_s;
    case NotifySection::OnCall:
        return u"onCall"_s;
    case NotifySection::Escalations:
        return u"escalations"_s;
    case NotifySection::QuietHours:
        return u"quietHours"_s;
    case NotifySection::Watches:
        return u"watches"_s;
    }
    return {};
}

std::vector<NotifyEntry> notifyEntries(std::string_view file, NotifySection section)
{
    std::vector<NotifyEntry> out;
    const YamlNodePtr root = rootOf(file);
    const YamlNode *list = root ? listOf(*root, section) : nullptr;
    if (list == nullptr || !list->isList())
        return out;
    for (std::size_t i = 0; i < list->items.size(); ++i) {
        const YamlNode &item = *list->items[i];
        const YamlNode *name = item.isMap() ? item.field("name") : nullptr;
        NotifyEntry entry{name != nullptr ? toQString(name->text) : QString(), {}, placeOf(file, item.offset).line};
        if (const auto lines = linesOf(file, *list, i)) {
            const std::size_t text = item.offset - lines->begin; // later lines stand as deep as the first word
            QStringList rows;
            for (std::size_t at = lines->begin; at < lines->end; at = nextLine(file, at)) {
                const auto line = lineAt(file, at);
                rows << toQString(
                    line.substr(std::min(at == lines->begin ? text : std::min(text, indentOf(line)), line.size())));
            }
            entry.text = rows.join(u'\n');
        } else {
            entry.text = QString::fromStdString(printYaml(item)).trimmed();
        }
        out.push_back(std::move(entry));
    }
    return out;
}

base::Result<std::string> withNotifyEntry(std::string_view file, NotifySection section, std::size_t index,
                                          const std::optional<QString> &entry)
{
    std::string text(file);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        text = skeleton;
    if (entry) {
        const YamlNodePtr alone = rootOf(entry->toStdString());
        if (!alone || !alone->isMap())
            return notSuch(u"An entry is a map, like name: desk"_s);
    }
    const YamlNodePtr root = rootOf(text);
    if (!root || !root->isMap())
        return notSuch(u"The file is not one YAML document"_s);
    const YamlNode *list = listOf(*root, section);
    const bool isThere = list != nullptr && list->isList() && !list->items.empty();
    if (!isThere)
        return entry && index == 0 && (list == nullptr)
                   ? withSection(std::move(text), *root, section, *entry)
                   : base::Result<std::string>(
                         notSuch(u"%1 is not a list with entries"_s.arg(notifySectionKey(section))));
    const std::size_t count = list->items.size();
    if (index > count || (index == count && !entry))
        return notSuch(u"There is no such entry any more"_s);
    const auto lines = linesOf(text, *list, std::min(index, count - 1));
    if (!lines)
        return notSuch(u"%1 is written on one line; write its entries with a dash and a line each"_s.arg(
            notifySectionKey(section)));
    if (!entry && count == 1) { // an empty list is no list: its key goes too
        const std::size_t key = lineStart(text, lines->begin - 1);
        text.erase(key, lines->end - key);
        return text;
    }
    const std::string written = entry ? indented(*entry, lines->dash) : std::string();
    if (index == count) {
        if (text[lines->end - 1] != '\n')
            text.insert(lines->end, "\n");
        text.insert(std::min(nextLine(text, lines->end - 1), text.size()), written);
    } else {
        text.replace(lines->begin, lines->end - lines->begin, written);
    }
    return text;
}

base::Result<std::string> withNotifyDesktop(std::string_view file, const DesktopSettings &desktop)
{
    std::string text(file);
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        text = skeleton;
    const auto soundOf = [](const DesktopSettings::Sound &sound) {
        const std::string again = sound.againNs == 0 ? "never" : base::promDuration(sound.againNs).toStdString();
        return yamlMap(
            {{yamlText("sound"), yamlText(sound.sound.toStdString())}, {yamlText("again"), yamlText(again)}});
    };
    auto stays = std::make_shared<YamlNode>(*yamlText(desktop.staysInTray ? "true" : "false"));
    stays->quoted = false;
    const YamlNodePtr map = yamlMap({{yamlText("staysInTray"), stays},
                                     {yamlText("sounds"), yamlMap({{yamlText("critical"), soundOf(desktop.critical)},
                                                                   {yamlText("warning"), soundOf(desktop.warning)}})}});
    const YamlNodePtr root = rootOf(text);
    const YamlNode *spec = root && root->isMap() ? root->field("spec") : nullptr;
    if (spec == nullptr || spec != root->fields.back().second.get())
        return notSuch(u"The file needs spec as its last part"_s);
    std::size_t indent = 2;
    std::size_t begin = text.size();
    std::size_t end = begin;
    for (const auto &[key, value] : spec->fields) {
        const std::size_t start = lineStart(text, key->offset);
        indent = indentOf(lineAt(text, start));
        if (key->offset != start + indent)
            return notSuch(u"spec is written on one line; write a line for each of its parts"_s);
        if (key->text != "desktop")
            continue;
        begin = start;
        end = nextLine(text, start);
        for (std::size_t next = end;
             next < text.size() && (isBlank(lineAt(text, next)) || indentOf(lineAt(text, next)) > indent);
             next = nextLine(text, next))
            if (!isBlank(lineAt(text, next)))
                end = nextLine(text, next);
    }
    std::string written = std::string(indent, ' ') + "desktop:\n";
    for (const QString &line : QString::fromStdString(printYaml(*map)).split(u'\n', Qt::SkipEmptyParts))
        written += std::string(indent + 2, ' ') + line.toStdString() + "\n";
    if (begin == text.size() && !text.empty() && text.back() != '\n')
        written.insert(0, "\n");
    text.replace(begin, end - begin, written);
    if (const auto read = readNotifySettings(text); read.settings.desktop != desktop)
        return notSuch(u"What this desktop does cannot be written into the file as it stands"_s);
    return text;
}

std::vector<FileProblem> problemsOfEntry(std::string_view file, NotifySection section, std::size_t index)
{
    const auto entries = notifyEntries(file, section);
    std::vector<FileProblem> out;
    if (index >= entries.size())
        return readNotifySettings(file).problems;
    const int first = entries[index].line;
    const int after = first + static_cast<int>(entries[index].text.count(u'\n')) + 1;
    const YamlNodePtr root = rootOf(file);
    const std::size_t offset = listOf(*root, section)->items[index]->offset;
    const int shift = placeOf(file, offset).column - 1;
    for (FileProblem problem : readNotifySettings(file).problems)
        if (problem.place.line >= first && problem.place.line < after) {
            problem.place.line -= first - 1;
            problem.place.column = std::max(1, problem.place.column - shift);
            out.push_back(std::move(problem));
        }
    return out;
}

QString notifyTemplate(NotifySection section, Channel::Kind kind)
{
    switch (section) {
    case NotifySection::People:
        return u"name: Ana\nchannels: [desk]\nknownAs: [ana@example.org]"_s;
    case NotifySection::OnCall:
        return u"name: primary\ncalendar: https://calendar.example.org/primary.ics\noverrides:\n"
               "  - {start: \"2026-05-14T18:00:00+02:00\", end: \"2026-05-15T06:00:00+02:00\", person: Ana}"_s;
    case NotifySection::Escalations:
        return u"name: critical\nwhen: {severities: [critical]}\nsteps:\n  - {notify: [\"channel:desk\"]}\n"
               "  - {after: 5m, notify: [\"onCall:primary\"]}\nrounds: 2\nroundAfter: 15m"_s;
    case NotifySection::QuietHours:
        return u"start: 2026-01-05 22:00\nduration: 8h\nrrule: FREQ=DAILY\ntimeZone: Europe/Zurich\nexcept: [critical]"_s;
    case NotifySection::Watches:
        return u"start: 2026-01-05 07:00\nduration: 12h\nrrule: FREQ=DAILY\ntimeZone: Europe/Zurich"_s;
    case NotifySection::Channels:
        break;
    }
    switch (kind) {
    case Channel::Kind::Desktop:
        return u"name: desk\ndesktop: {}"_s;
    case Channel::Kind::Email:
        return u"name: team-mail\nemail: {to: [team@example.org]}"_s;
    case Channel::Kind::Slack:
        return u"name: team\nslack: {token: \"stored:slack-bot\", channel: C0123}"_s;
    case Channel::Kind::PagerDuty:
        return u"name: pager\npagerduty: {routingKey: \"stored:pagerduty\"}\nselfTest: true"_s;
    case Channel::Kind::Sms:
        return u"name: ana-phone\nsms:\n  account: AC0123\n  token: \"stored:twilio\"\n  from: \"+15005550006\"\n"
               "  to: [\"+41791234567\"]"_s;
    case Channel::Kind::Opsgenie:
        return u"name: ops\nopsgenie: {key: \"stored:opsgenie\", team: sre}"_s;
    case Channel::Kind::Teams:
        return u"name: office\nteams: {webhook: \"stored:teams\"}"_s;
    case Channel::Kind::Discord:
        return u"name: guild\ndiscord: {webhook: \"stored:discord\"}"_s;
    case Channel::Kind::Webhook:
        break;
    }
    return u"name: hook\nwebhook: {address: \"https://ops.example.org/hook\", secret: \"stored:hook\"}\nperMinute: 60"_s;
}

} // namespace wf::wire
