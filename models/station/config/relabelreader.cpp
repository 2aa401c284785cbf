// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/station/config/relabelreader.h"

#include <QCoreApplication>

namespace wf::station {

using namespace Qt::StringLiterals;

namespace {

std::vector<std::string> utf8(const QStringList &texts)
{
    std::vector<std::string> out;
    for (const auto &one : texts)
        out.push_back(one.toStdString());
    return out;
}

} // namespace

std::vector<RelabelRule>
readRelabelRules(const ConfigSection &section, const char *key,
                 const std::function<void(const ConfigSection &step, const QString &why)> &refuse)
{
    std::vector<RelabelRule> rules;
    for (const auto &one : section.sections(key)) {
        RelabelOptions options;
        const std::string name = one.text("action", u"replace"_s).toStdString();
        const auto action = relabelAction(name);
        if (!action) {
            refuse(one, QCoreApplication::translate("Station", "there is no action \"%1\"")
                            .arg(QString::fromStdString(name).left(64)));
            continue;
        }
        options.action = *action;
        options.sourceLabels = utf8(one.texts("source_labels"));
        options.separator = one.text("separator", u";"_s).toStdString();
        options.regex = one.text("regex", u"(.*)"_s).toStdString();
        options.modulus = static_cast<quint64>(one.count("modulus", 0));
        options.targetLabel = one.text("target_label").toStdString();
        options.replacement = one.text("replacement", u"$1"_s).toStdString();
        one.finish();
        if (const auto rule = RelabelRule::make(std::move(options)))
            rules.push_back(*rule);
        else
            refuse(one, rule.error().summary);
    }
    return rules;
}

} // namespace wf::station
