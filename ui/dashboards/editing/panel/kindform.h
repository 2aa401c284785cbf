// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

#include <QWidget>

#include <functional>

class QFormLayout;

namespace wf::ui {

// What only the kind of a panel knows: style and stacking of lines, the calculation of a stat, the words of a text. Its
// rows follow the kind. What it does not offer stays as it is.
class KindForm final : public QWidget {
    Q_OBJECT
public:
    explicit KindForm(QWidget *parent = nullptr);

    struct Choice {
        QString value, name;
    };
    // What panels of objectives choose from.
    void setObjectives(std::vector<Choice> objectives) { m_objectives = std::move(objectives); }
    // Builds the rows of the panel's kind. `variables`: names it can repeat over.
    void setPanel(const signals::BoardPanel &panel, const QStringList &variables);
    // Writes what was chosen into the panel.
    void applyTo(signals::BoardPanel &panel) const;

Q_SIGNALS:
    void changed();

private:
    void addChoice(const QString &name, const std::vector<Choice> &choices, const QString &now,
                   std::function<void(signals::BoardPanel &, const QString &)> write);
    void addNumber(const QString &name, int least, int most, int now,
                   std::function<void(signals::BoardPanel &, int)> write);
    void addLineRows(const signals::BoardPanel &panel);
    void addAxisRows(const signals::BoardPanel &panel);
    void addReducedRows(const signals::BoardPanel &panel);
    void addTruth(const QString &name, QLatin1String option, bool now);
    void addLine(const QString &name, const QString &hint, const QString &now,
                 std::function<void(signals::BoardPanel &, const QString &)> write);
    void addObjective(const signals::BoardPanel &panel);
    void addBoardList(const signals::BoardPanel &panel);
    void addText(const signals::BoardPanel &panel);
    void addRepeat(const signals::BoardPanel &panel, const QStringList &variables);

    QFormLayout *m_form;
    std::vector<Choice> m_objectives;
    std::vector<std::function<void(signals::BoardPanel &)>> m_writers; // of rows that were touched or not
};

} // namespace wf::ui
