// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/objectives/propose/opensloedit.h"

#include "models/base/clock.h"
#include "models/base/duration.h"
#include "models/engine/objectives/check/slocheck.h"
#include "models/wire/yaml/tree/yamltree.h"

#include <QCoreApplication>

#include <algorithm>

namespace wf::engine {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Proposals", text);
}

const wire::YamlNode *below(const wire::YamlNode *node, std::initializer_list<std::string_view> keys)
{
    for (const auto key : keys) {
        if (!node)
            return nullptr;
        if (node->isList())
            node = node->items.empty() ? nullptr : node->items.front().get();
        node = node ? node->field(key) : nullptr;
    }
    return node;
}

struct Replacement {
    std::size_t from = 0, to = 0;
    std::string text;
};

// The scalar as it stands in the file, quotes and all.
std::optional<Replacement> replacing(std::string_view text, const wire::YamlNode *node, std::string with)
{
    if (!node || !node->isScalar())
        return std::nullopt;
    const char first = node->offset < text.size() ? text[node->offset] : '\0';
    if (first == '|' || first == '>')
        return std::nullopt;
    std::size_t end = wire::offsetInScalar(text, node->offset, node->text, node->text.size());
    const bool isQuoted = first == '"' || first == '\'';
    if (isQuoted && end < text.size() && text[end] == first)
        ++end;
    if (end <= node->offset)
        return std::nullopt;
    if (isQuoted)
        with = first + with + first;
    return Replacement{node->offset, end, std::move(with)};
}

// Whole days as people write them, not as weeks.
QString windowText(qint64 ns)
{
    return ns % base::nsPerDay == 0 ? QString::number(ns / base::nsPerDay) + u'd' : base::promDuration(ns);
}

bool isPlainWord(const QString &text)
{
    return !text.isEmpty() && text.size() <= 100 && std::ranges::all_of(text, [](QChar c) {
        return c.isLetterOrNumber() || c == u'-' || c == u'_' || c == u'.' || c == u'@' || c == u' ';
    });
}

} // namespace

base::Result<QByteArray> editedOpenSlo(const QByteArray &text, const QString &objectiveId,
                                       const ObjectiveChange &change)
{
    const std::string_view view = wire::view(text);
    const auto read = wire::readYamlTree(view);
    const wire::YamlNode *root = nullptr;
    for (const auto &document : read.documents) {
        const auto *kind = document->field("kind");
        const auto *name = below(document.get(), {"metadata", "name"});
        if (kind && kind->text == "SLO" && name && name->text == objectiveId.toStdString())
            root = document.get();
    }
    if (!root)
        return base::makeError(base::ErrorKind::NotFound,
                               tr("The file has no SLO named %1").arg(objectiveId.left(120)));
    std::vector<Replacement> all;
    const auto replace = [&](const wire::YamlNode *node, const QString &with) {
        auto one = replacing(view, node, with.toStdString());
        if (one)
            all.push_back(std::move(*one));
        return one.has_value();
    };
    const auto missing = [](const QString &what) {
        return base::makeError(base::ErrorKind::Unsupported,
                               tr("The file does not write %1 where it could be changed: edit it by hand").arg(what));
    };
    if (change.target &&
        !replace(below(root, {"spec", "objectives", "target"}), QString::number(*change.target, 'g', 12)))
        return missing(tr("the target"));
    if (change.windowNs && !replace(below(root, {"spec", "timeWindow", "duration"}), windowText(*change.windowNs)))
        return missing(tr("the window"));
    if (change.owner) {
        if (!isPlainWord(*change.owner))
            return base::makeError(base::ErrorKind::Invalid,
                                   tr("An owner is a name of letters, numbers, spaces, - _ . and @"));
        const wire::YamlNode *owner = nullptr;
        for (const auto place : {"annotations", "labels"})
            for (const auto key : {"owner", "team"})
                if (!owner)
                    owner = below(root, {"metadata", place, key});
        if (!replace(owner, *change.owner))
            return missing(tr("the owner"));
    }
    std::ranges::sort(all, std::ranges::greater(), &Replacement::from);
    std::string out(view);
    for (const Replacement &one : all)
        out.replace(one.from, one.to - one.from, one.text);
    const QByteArray edited = QByteArray::fromStdString(out);
    const auto checked = checkDefinitions({{objectiveId, edited}});
    if (std::ranges::find(checked.objectives, objectiveId, &signals::Objective::id) == checked.objectives.end())
        return base::makeError(base::ErrorKind::Invalid, tr("The change does not check"),
                               checked.problems().join(u'\n'));
    return edited;
}

} // namespace wf::engine
