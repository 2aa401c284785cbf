// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/signals/dashboard/panel.h"

#include <QWidget>

class QVBoxLayout;

namespace wf::widgets {
class PlainLabel;
}

namespace wf::ui {

// The transformations of a panel in their order: on or off, moved, removed, their options as JSON. Options that cannot
// be read stay as they were and say where.
class TransformRows final : public QWidget {
    Q_OBJECT
public:
    explicit TransformRows(QWidget *parent = nullptr);

    void setTransformations(std::vector<signals::PanelTransformation> list);
    [[nodiscard]] const std::vector<signals::PanelTransformation> &transformations() const { return m_list; }
    void add(const QString &id);

Q_SIGNALS:
    void changed();

private:
    void rebuild();
    [[nodiscard]] QWidget *makeHead(std::size_t at);
    [[nodiscard]] QWidget *makeOptions(std::size_t at);

    std::vector<signals::PanelTransformation> m_list;
    QVBoxLayout *m_rows;
    widgets::PlainLabel *m_said;
};

} // namespace wf::ui
