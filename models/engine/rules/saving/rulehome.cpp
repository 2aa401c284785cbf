// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/engine/rules/saving/rulehome.h"

#include "models/engine/rules/saving/ruledraft.h"
#include "models/engine/rules/saving/rulefiles.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace wf::engine {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("wf::engine::RuleHome", text);
}

RuleHome homeOf(const RuleKeeper &keeper, const RuleAccess &access)
{
    RuleHome out;
    out.kind = keeper.kind;
    out.source = keeper.source;
    out.sourceName = keeper.sourceName;
    out.isOverLogs = keeper.isOverLogs;
    if (access.readOnly) {
        out.canWrite = false;
        out.reason = access.readOnlyReason.isEmpty() ? tr("This environment is read only.") : access.readOnlyReason;
    }
    return out;
}

RuleHome withoutFile(RuleHome home, const QString &why)
{
    if (home.canWrite)
        home.reason = why;
    return home;
}

// The station's default rules come with the program.
bool isBuiltIn(const QString &file)
{
    return file.startsWith("watchfloor:"_L1);
}

RuleHome fileHome(const KnownRule &rule, RuleHome home, const RuleAccess &access)
{
    const QString &path = rule.rule.file;
    if (isBuiltIn(path)) {
        home.isCurrent = true;
        home.canWrite = false;
        home.reason = tr("It comes with the program. Keep a copy in a namespace of the station; `defaults: false` in "
                         "station.yaml switches the built-in ones off.");
        return home;
    }
    if (!QFileInfo(path).isAbsolute() || !QFileInfo::exists(path))
        return withoutFile(home, tr("%1 reads %2 on its own machine. Choose the file here that it gets it from.")
                                     .arg(home.sourceName, path));
    const auto read = readRuleBytes(path);
    if (!read)
        return withoutFile(home, read.error().summary);
    RuleText text;
    text.home = home;
    text.text = *read;
    if (!spotOf(text, rule.rule))
        return withoutFile(home, tr("The %2 of this machine does not hold the rule: %1 reads the file of that name on "
                                    "another one. Choose the file here that it gets it from.")
                                     .arg(home.sourceName, path));
    home.isCurrent = true;
    return homeWithFile(home, path, access);
}

} // namespace

QString ruleHomeKindName(RuleHomeKind kind)
{
    switch (kind) {
    case RuleHomeKind::Own:
        return u"own"_s;
    case RuleHomeKind::Ruler:
        return u"ruler"_s;
    case RuleHomeKind::File:
        break;
    }
    return u"file"_s;
}

QString usualNameSpace()
{
    return u"console"_s;
}

QString RuleHome::title() const
{
    if (!isComplete())
        return sourceName;
    return kind == RuleHomeKind::File ? sourceName + u", "_s + file : tr("%1, namespace %2").arg(sourceName, nameSpace);
}

bool RuleHome::isSamePlace(const RuleHome &other) const
{
    return kind == other.kind && source == other.source && nameSpace == other.nameSpace && file == other.file;
}

RuleHome homeWithNameSpace(RuleHome home, const QString &nameSpace)
{
    home.nameSpace = nameSpace;
    return home;
}

RuleHome homeWithFile(RuleHome home, const QString &path, const RuleAccess &access)
{
    home.kind = RuleHomeKind::File;
    home.file = QFileInfo(path).absoluteFilePath();
    home.canWrite = !access.readOnly;
    home.reason = access.readOnly ? access.readOnlyReason : QString();
    if (!home.canWrite)
        return home;
    if (const auto writable = canReplaceFile(home.file); !writable) {
        home.canWrite = false;
        home.reason = writable.error().summary;
    }
    return home;
}

std::vector<RuleHome> homesOfRule(const KnownRule &rule, const std::vector<RuleKeeper> &keepers,
                                  const RuleAccess &access)
{
    std::vector<RuleHome> out;
    for (const RuleKeeper &keeper : keepers) {
        if (keeper.source != rule.rule.source)
            continue;
        RuleHome home = homeOf(keeper, access);
        const bool isFile =
            keeper.kind == RuleHomeKind::File ||
            (keeper.kind == RuleHomeKind::Own && (isBuiltIn(rule.rule.file) || QFileInfo(rule.rule.file).isAbsolute()));
        if (isFile) {
            RuleHome file = home;
            file.kind = RuleHomeKind::File;
            out.push_back(fileHome(rule, file, access));
        }
        if (keeper.kind != RuleHomeKind::File) {
            home.nameSpace = isFile ? usualNameSpace() : rule.rule.file;
            home.isCurrent = !isFile;
            out.push_back(std::move(home));
        }
    }
    return out;
}

std::vector<RuleHome> homesForNewRule(bool isOverLogs, const std::vector<RuleKeeper> &keepers, const RuleAccess &access)
{
    std::vector<RuleHome> out;
    for (const RuleKeeper &keeper : keepers) {
        if (keeper.isOverLogs != isOverLogs)
            continue;
        RuleHome home = homeOf(keeper, access);
        if (keeper.kind != RuleHomeKind::File)
            home.nameSpace = usualNameSpace();
        else if (home.canWrite)
            home.reason = tr("%1 reads files. Choose one of this machine that is among its rule_files, or that it gets "
                             "them from.")
                              .arg(home.sourceName);
        out.push_back(std::move(home));
    }
    return out;
}

} // namespace wf::engine
