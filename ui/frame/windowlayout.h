// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>
#include <vector>

namespace wf::ui {

// How the windows of a console stand on one set of monitors.
struct WindowLayout {
    struct Own {
        QString screen;      // its key
        QByteArray geometry; // as QWidget::saveGeometry() makes it
        friend bool operator==(const Own &, const Own &) = default;
    };
    QByteArray geometry, state; // of the window with the rail
    std::vector<Own> own;       // screens in windows of their own

    [[nodiscard]] QByteArray toBytes() const;
    // Nothing when they are none of ours. Those of before there were own windows are read too.
    [[nodiscard]] static std::optional<WindowLayout> fromBytes(const QByteArray &bytes);
    friend bool operator==(const WindowLayout &, const WindowLayout &) = default;
};

// The name under which the layout for the monitors that are connected now is kept.
[[nodiscard]] QString monitorSet();

} // namespace wf::ui
