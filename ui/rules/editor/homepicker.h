// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/engine/rules/saving/rulehome.h"
#include "widgets/base/controls/controls.h"

#include <vector>

namespace wf::ui {

// Where a rule is kept, or several are: a source, a namespace of it, or a file of this machine.
class HomePicker final : public widgets::PickButton {
    Q_OBJECT
public:
    explicit HomePicker(const QString &caption, QWidget *parent = nullptr);

    // `isAsked`: where rules can be kept is being asked. `isSourceOnly`: the namespace is written beside it.
    void setHomes(const std::vector<engine::RuleHome> &homes, const engine::RuleHome &current, bool isAsked,
                  bool isSourceOnly);

Q_SIGNALS:
    void homeChosen(const wf::engine::RuleHome &home);
    // A file of this machine for a source that reads files.
    void fileChosen(const wf::engine::RuleHome &home, const QString &path);

private:
    void choose();
    void chooseFile(const engine::RuleHome &home);
    [[nodiscard]] bool isCurrent(const engine::RuleHome &home) const;

    std::vector<engine::RuleHome> m_homes;
    engine::RuleHome m_current;
    bool m_isSourceOnly = false;
};

// Its title, of a file without the folder: that is for a tool tip.
[[nodiscard]] QString shortHome(const engine::RuleHome &home);

} // namespace wf::ui
