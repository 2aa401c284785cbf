// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/station/config/scrapeconfig.h"

#include <QObject>
#include <QStringList>

#include <vector>

namespace wf::station {

// One way of finding targets, looked at again and again. Owner's thread; what may take long happens elsewhere.
class Discovery : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void start() = 0;
    // What is known now. What cannot be read at the moment stays as it was last seen.
    [[nodiscard]] const std::vector<TargetGroup> &groups() const { return m_groups; }
    [[nodiscard]] const QStringList &problems() const { return m_problems; }

Q_SIGNALS:
    void changed();

protected:
    void publish(std::vector<TargetGroup> groups, QStringList problems);

private:
    std::vector<TargetGroup> m_groups;
    QStringList m_problems;
};

} // namespace wf::station
