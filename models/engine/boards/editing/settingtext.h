// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

#include <QStringList>

#include <optional>

namespace wf::engine {

// Settings of overrides and options of transformations as one types them.

// A setting's value in one line: words, numbers, a colour's name ("red", "#F2495C"), or JSON where it is more than
// that.
[[nodiscard]] QString settingText(const signals::FieldProperty &setting);
// The value that was typed for the setting; absent: it begins as JSON and is none, or is no number where one is needed.
[[nodiscard]] std::optional<QJsonValue> settingOfText(const QString &id, const QString &text);
// Settings that change what is drawn, for the kind of panel.
[[nodiscard]] QStringList settingIds(const QString &panelType);

// Which fields a rule is about: "byName" …, with what it needs, as text ("/up.*/", "number").
[[nodiscard]] QString matcherText(const signals::FieldOverride &rule);
void setMatcher(signals::FieldOverride &rule, const QString &matcher, const QString &text);
struct NamedChoice {
    QString id, name;
};
[[nodiscard]] std::vector<NamedChoice> matcherChoices();

// Transformations that can be made here, with the options they begin with.
[[nodiscard]] std::vector<NamedChoice> transformationChoices();
[[nodiscard]] signals::PanelTransformation newTransformation(const QString &id);

} // namespace wf::engine
