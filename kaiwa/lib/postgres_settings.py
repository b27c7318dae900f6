"""The settings of the embedded PostgreSQL: small, on a machine that also runs everything else."""

import sys

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "superuser_reserved_connections": "2",
    "shared_buffers": "64MB",
    # Containers and chroots have a /dev/shm that is small, or not ours to write in; macOS has little of the other
    "dynamic_shared_memory_type": "sysv" if sys.platform == "linux" else "posix",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "io_method": "sync",  # three I/O workers are 6 MB more and gain nothing on data that fits the page cache
    "max_worker_processes": "2",
    "max_parallel_workers_per_gather": "0",
    "max_logical_replication_workers": "0",
    "max_wal_senders": "0",
    "random_page_cost": "1.1",
    # Journal and jobs are queues: rows die within seconds, so look often, and do not wait for 20 % of them
    "autovacuum_naptime": "15s",
    "autovacuum_max_workers": "2",
    "autovacuum_vacuum_scale_factor": "0.05",
    "autovacuum_vacuum_insert_scale_factor": "0.1",
    "autovacuum_vacuum_cost_limit": "1000",
    # A client killed in mid-query must not keep its locks until the query ends
    "client_connection_check_interval": "2s",
    "idle_in_transaction_session_timeout": "5min",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_error_statement": "panic",  # a failed statement holds what customers wrote
    "log_line_prefix": "%m [%p] ",
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
