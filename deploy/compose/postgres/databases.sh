#!/usr/bin/env bash
# Run once, by the image, when there is no data yet: a database and a role for each service, and a role that may only look.
set -euo pipefail

# name and password
database() {
  psql -v ON_ERROR_STOP=1 -U postgres -d postgres --set name="$1" --set password="$2" << 'END'
CREATE ROLE :"name" LOGIN NOREPLICATION PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
END
}

database trilha_command "$COMMAND_DB_PASSWORD"
database trilha_query "$QUERY_DB_PASSWORD"
database trilha_notification "$NOTIFICATION_DB_PASSWORD"

# Reads the log of changes. The command service, whose tables they are, lets it read what is published, and nothing else.
psql -v ON_ERROR_STOP=1 -U postgres -d postgres --set password="$RELAY_DB_PASSWORD" << 'END'
CREATE ROLE trilha_relay LOGIN REPLICATION CONNECTION LIMIT 20 PASSWORD :'password';
GRANT CONNECT ON DATABASE trilha_command TO trilha_relay;
END

# What it may read is decided where the views are made: in the schema "reporting" of the query service.
psql -v ON_ERROR_STOP=1 -U postgres -d postgres --set password="$REPORTING_DB_PASSWORD" << 'END'
CREATE ROLE reporting LOGIN NOREPLICATION CONNECTION LIMIT 10 PASSWORD :'password';
ALTER ROLE reporting SET default_transaction_read_only = on;
ALTER ROLE reporting SET statement_timeout = '30s';
ALTER ROLE reporting SET search_path = reporting;
-- Those that every server has are open to everybody.
REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE trilha_query TO reporting;
END
