// SPDX-FileCopyrightText: 2026 The Watchfloor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/net/secrets/secretref.h"

#include <QString>

#include <memory>

namespace wf::store {
class FolderLock;
}

namespace wf::station {

// What stands at the side door of a station: the port of this machine at which commands of the same user may ask it,
// and the token they show. It lies in door.json in the station's folder, which only its owner can read, while somebody
// has the station open; a file that a crash left behind means nothing.
struct DoorPlate {
    quint16 port = 0;
    net::Secret token;
};

class HungDoorPlate {
public:
    // Errors: Storage (also when another process has its plate there).
    [[nodiscard]] static base::Result<std::unique_ptr<HungDoorPlate>> hang(const QString &directory,
                                                                           const DoorPlate &plate);
    ~HungDoorPlate(); // taken down
    HungDoorPlate(const HungDoorPlate &) = delete;
    HungDoorPlate &operator=(const HungDoorPlate &) = delete;

private:
    HungDoorPlate(QString path, std::unique_ptr<store::FolderLock> lock);
    QString m_path;
    std::unique_ptr<store::FolderLock> m_lock;
};

// NotFound: nobody has the station of this folder open, or its side door is locked.
[[nodiscard]] base::Result<DoorPlate> readDoorPlate(const QString &directory);

} // namespace wf::station
